# The same steps by scikit-image, scipy and OpenCV, as far as they are here: "step library" a line in, milliseconds out.
import sys
import time
import numpy as np

peers = {}
side, slices, to = 256, 10, 213
rng = np.random.default_rng(9)
y, x = np.mgrid[0:side, 0:side]
plane = ((7 * x + 3 * y + rng.integers(0, 256, (side, side))) % 4000).astype(np.uint16)
small = (plane >> 4).astype(np.uint8)
volume = np.repeat(plane[None].astype(np.float32), slices, 0)
try:
    from skimage import exposure, transform
    peers["clahe8 scikit-image"] = lambda: exposure.equalize_adapthist(small, kernel_size=32, clip_limit=0.01)
    peers["clahe16 scikit-image"] = lambda: exposure.equalize_adapthist(plane, kernel_size=side, clip_limit=0.01)
    for name, order in (("linear", 1), ("cubic", 3)):
        peers[name + " scikit-image"] = lambda order=order: [
            transform.resize(one, (to, to), order=order, mode="edge", anti_aliasing=False) for one in volume
        ]
except ImportError:
    pass
try:
    from scipy import ndimage
    for name, order in (("linear", 1), ("cubic", 3)):
        peers[name + " scipy"] = lambda order=order: [
            ndimage.zoom(one, to / side, order=order, mode="nearest") for one in volume
        ]
except ImportError:
    pass
try:
    import cv2
    cv2.setNumThreads(1)
    tiles, whole = cv2.createCLAHE(2.0, (8, 8)), cv2.createCLAHE(40.0, (1, 1))
    peers["clahe8 OpenCV"] = lambda: tiles.apply(small)
    peers["clahe16 OpenCV"] = lambda: whole.apply(plane)
except ImportError:
    pass
for peer in peers.values():
    peer()
print("|".join(peers), flush=True)
for line in sys.stdin:
    started = time.perf_counter()
    peers[line.strip()]()
    print(f"{(time.perf_counter() - started) * 1e3:.4f}", flush=True)

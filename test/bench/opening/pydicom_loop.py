"""Reads the headers of all DICOM files below a folder with pydicom, for each line on stdin; answers seconds and files."""

import os
import sys
import time

import pydicom

print(pydicom.__version__, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    count = 0
    for folder, _, names in os.walk(line.strip()):
        for name in names:
            header = pydicom.dcmread(os.path.join(folder, name), stop_before_pixels=True)
            header.SeriesInstanceUID, header.ImagePositionPatient, header.get("TriggerTime")
            count += 1
    print(time.perf_counter() - start, count, flush=True)

import s0LvI from '#recipes/s0_lv_i'
import s0LvMyo from '#recipes/s0_lv_myo'
import s0LvO from '#recipes/s0_lv_o'
import s0RvI from '#recipes/s0_rv_i'
import s0RvO from '#recipes/s0_rv_o'
import s0SbI from '#recipes/s0_sb_i'
import s0SbO from '#recipes/s0_sb_o'
import s0cLvI from '#recipes/s0c_lv_i'
import s0cLvMyo from '#recipes/s0c_lv_myo'
import s0cLvO from '#recipes/s0c_lv_o'
import s0cRvI from '#recipes/s0c_rv_i'
import s0cRvO from '#recipes/s0c_rv_o'
import s0cSbI from '#recipes/s0c_sb_i'
import s0cSbO from '#recipes/s0c_sb_o'
import s1Deeplab from '#recipes/s1_deeplab'
import s2Unet2d from '#recipes/s2_unet2d'
import s2Densenet from '#recipes/s2_densenet'
import s2Unet3d from '#recipes/s2_unet3d'
import s2Pre1 from '#recipes/s2_pre1'
import khenedAcdc from '#recipes/khened_acdc'
import isenseeAcdc2d from '#recipes/isensee_acdc_2d'
import isenseeAcdc3d from '#recipes/isensee_acdc_3d'
import s3Ed from '#recipes/s3_ed'
import s3Unet from '#recipes/s3_unet'
import s4AAlexnetGrey from '#recipes/s4_a_alexnet_grey'
import s4BAlexnetGreyDice from '#recipes/s4_b_alexnet_grey_dice'
import s4CAlexnetRgbPre from '#recipes/s4_c_alexnet_rgb_pre'
import s4DFcn8s from '#recipes/s4_d_fcn8s'
import s4EDiceloss from '#recipes/s4_e_diceloss'
import s4FAug from '#recipes/s4_f_aug'

/** The published recipes as they were written, one a column of recipes.md (`recipesOf` makes recipes of them). */
export const recipeFiles = [
  s0LvI,
  s0LvMyo,
  s0LvO,
  s0RvI,
  s0RvO,
  s0SbI,
  s0SbO,
  s0cLvI,
  s0cLvMyo,
  s0cLvO,
  s0cRvI,
  s0cRvO,
  s0cSbI,
  s0cSbO,
  s1Deeplab,
  s2Unet2d,
  s2Densenet,
  s2Unet3d,
  s2Pre1,
  khenedAcdc,
  isenseeAcdc2d,
  isenseeAcdc3d,
  s3Ed,
  s3Unet,
  s4AAlexnetGrey,
  s4BAlexnetGreyDice,
  s4CAlexnetRgbPre,
  s4DFcn8s,
  s4EDiceloss,
  s4FAug,
]

export { blend } from './blend';
export { rgbToGray, rgbToY } from './gray';
export { hsvToRgb, rgbToHsv } from './hsv';
export { replaceLuma, rgbToYuv, yuvToRgb } from './yuv';

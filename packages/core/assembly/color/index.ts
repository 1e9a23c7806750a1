export { blend } from './blend';
export { rgbToGray, rgbToY } from './gray';
export { replaceLuma, rgbToYuv, yuvToRgb } from './yuv';

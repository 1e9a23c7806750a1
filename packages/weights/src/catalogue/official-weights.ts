import type { WeightEntry } from './weight-entry.ts';

const DEOLDIFY = {
  license: 'MIT',
  licenseFrom: 'README of jantic/DeOldify, "License": the listed weights are released under the MIT license',
  commercialUse: 'allowed',
  credit: 'Jason Antic, Dana Kelley (DeOldify)',
  page: 'https://github.com/jantic/DeOldify',
  usable: 'now',
} as const;

const DDCOLOR = {
  license: 'Apache-2.0',
  licenseFrom: 'LICENSE of piddnad/DDColor, and the model cards of piddnad on Hugging Face (apache-2.0)',
  commercialUse: 'allowed',
  credit: 'Xiaoyang Kang, Tao Yang, Wenqi Ouyang, Peiran Ren, Lingzhi Li, Xuansong Xie (DDColor, ICCV 2023)',
  page: 'https://github.com/piddnad/DDColor',
  usable: 'now',
} as const;

const ZHANG = {
  license: 'BSD-2-Clause',
  licenseFrom: 'LICENSE of richzhang/colorization, whose code downloads the weights; they are not named apart',
  commercialUse: 'allowed',
  page: 'https://github.com/richzhang/colorization',
  usable: 'now',
} as const;

/**
 * Every official file of weights that havc knows, in the order in which lists show them.
 *
 * No figure is guessed: none of these files was at hand where the table was written, so sizes and hashes are those that
 * public projects have recorded, and `figuresFrom` says which. Where no project says one, it is absent.
 */
export const OFFICIAL_WEIGHTS: readonly WeightEntry[] = [
  {
    ...DEOLDIFY,
    id: 'deoldify-video',
    network: 'deoldify-wide',
    summary: 'DeOldify video: the calmest colours of its three, and the steadiest over time',
    file: 'ColorizeVideo_gen.pth',
    addresses: [
      'https://data.deepai.org/deoldify/ColorizeVideo_gen.pth',
      'https://huggingface.co/spensercai/DeOldify/resolve/main/ColorizeVideo_gen.pth',
    ],
    bytes: 874_066_230,
    sha256: 'e3d98bb6a222354c79f95485c2f078a89dc724e9183662506d9e0f5aafac83ad',
    figuresFrom: 'Git LFS pointer in sonnyyu/DeOldify (commit f5cbfbf7); the same in two projects that pin it',
  },
  {
    ...DEOLDIFY,
    id: 'deoldify-stable',
    network: 'deoldify-wide',
    summary: 'DeOldify stable: for portraits and landscapes, with fewer faults than artistic',
    file: 'ColorizeStable_gen.pth',
    addresses: [
      'https://www.dropbox.com/s/axsd2g85uyixaho/ColorizeStable_gen.pth?dl=1',
      'https://huggingface.co/spensercai/DeOldify/resolve/main/ColorizeStable_gen.pth',
    ],
    bytes: 874_066_230,
    sha256: 'ca9cd7f43fb8b222c9a70f7b292e305a000694b0ff9d2ae4a6747b1a2e1ee5af',
    figuresFrom: 'Git LFS pointer in sonnyyu/DeOldify (commit f5cbfbf7); the same in four projects that pin it',
  },
  {
    ...DEOLDIFY,
    id: 'deoldify-artistic',
    network: 'deoldify-deep',
    summary: 'DeOldify artistic: the liveliest colours of its three, and the least steady',
    file: 'ColorizeArtistic_gen.pth',
    addresses: [
      'https://data.deepai.org/deoldify/ColorizeArtistic_gen.pth',
      'https://huggingface.co/spensercai/DeOldify/resolve/main/ColorizeArtistic_gen.pth',
    ],
    bytes: 255_144_681,
    sha256: '3f750246fa220529323b85a8905f9b49c0e5d427099185334d048fb5b5e22477',
    figuresFrom: 'five public projects that pin this file with the same hash, three of them with the size',
  },
  {
    ...DDCOLOR,
    id: 'ddcolor-modelscope',
    network: 'ddcolor-large',
    summary: "DDColor large: the authors' choice for all pictures",
    file: 'ddcolor_modelscope.pth',
    addresses: ['https://huggingface.co/piddnad/DDColor-models/resolve/main/ddcolor_modelscope.pth'],
    bytes: 911_950_059,
    sha256: '17c460d7e55b32a598370621d77173be59e03c24b0823f06821db23a50c263ce',
    figuresFrom: 'three public projects with the same size and hash, two of which pin this address',
    otherForms: [
      {
        file: 'pytorch_model.bin',
        bytes: 911_914_869,
        sha256: 'd81711971ec59200da26d5e8a1afae8dd3778d495ea8ad7a7dadc769f403f7e7',
        figuresFrom: 'LibreYOLO/libreyolo, for piddnad/ddcolor_modelscope at 060f6749; the same in three more projects',
      },
    ],
  },
  {
    ...DDCOLOR,
    id: 'ddcolor-artistic',
    network: 'ddcolor-large',
    summary: 'DDColor large, trained on artistic pictures too: fewer false colours, say its authors',
    file: 'ddcolor_artistic.pth',
    addresses: ['https://huggingface.co/piddnad/DDColor-models/resolve/main/ddcolor_artistic.pth'],
    bytes: 911_950_059,
    sha256: 'a591ee5beedad36de703d8977e92d0c30c1eedc6453fd1b300f3b460842a23a9',
    figuresFrom:
      'one public project that pins this address; its figures for ddcolor_modelscope.pth are those of others',
    otherForms: [
      {
        file: 'pytorch_model.bin',
        bytes: 911_914_869,
        sha256: '5a076e84efce59848394f572a105f7b78f7f6e917f615d1ee88537241b96dca3',
        figuresFrom: 'two public projects that pin piddnad/ddcolor_artistic at aa10f72f',
      },
    ],
  },
  {
    ...DDCOLOR,
    id: 'ddcolor-paper',
    network: 'ddcolor-large',
    summary: "DDColor large as in the paper: for repeating the paper's pictures",
    file: 'ddcolor_paper.pth',
    addresses: ['https://huggingface.co/piddnad/DDColor-models/resolve/main/ddcolor_paper.pth'],
    figuresFrom: 'not found',
  },
  {
    ...DDCOLOR,
    id: 'ddcolor-tiny',
    network: 'ddcolor-tiny',
    summary: 'DDColor tiny: a quarter of the size, as trained for the paper',
    // Published as pytorch_model.bin, which says nothing; the repository's name tells it from its sisters. The project's
    // ddcolor_paper_tiny.pth holds the same weights, but nobody has recorded its hash.
    file: 'ddcolor_paper_tiny.bin',
    addresses: [
      'https://huggingface.co/piddnad/ddcolor_paper_tiny/resolve/cf9fd99c1d7472689ec7413441c1b799a51866a3/pytorch_model.bin',
    ],
    bytes: 220_372_845,
    sha256: '8a1277bc90a1bfbb6d2d83933a9a6bc821931879ca93e26e4fcec12165d41fce',
    figuresFrom: 'LibreYOLO/libreyolo, for piddnad/ddcolor_paper_tiny at cf9fd99c; the same hash in five more projects',
  },
  {
    ...ZHANG,
    id: 'eccv16',
    network: 'zhang-eccv16',
    summary: 'Colorful Image Colorization: strong colours from a small network',
    file: 'colorization_release_v2-9b330a0b.pth',
    addresses: ['https://colorizers.s3.us-east-2.amazonaws.com/colorization_release_v2-9b330a0b.pth'],
    bytes: 128_976_165,
    sha256: '9b330a0bae53f4ded77b1e23defbf78beaa09c10ebc4c4999e8e4f4a160b93f9',
    figuresFrom: 'README of clibdev/colorization; the name has its first 8 digits; the size from one measurement',
    credit: 'Richard Zhang, Phillip Isola, Alexei A. Efros (ECCV 2016)',
  },
  {
    ...ZHANG,
    id: 'siggraph17',
    network: 'zhang-siggraph17',
    summary: 'Real-Time User-Guided Image Colorization: takes hints of colour',
    file: 'siggraph17-df00044c.pth',
    addresses: ['https://colorizers.s3.us-east-2.amazonaws.com/siggraph17-df00044c.pth'],
    bytes: 136_787_426,
    sha256: 'df00044c0a4d7c3edcecf6f75437ce346a66e7a42612d9b968e1a7e17dbc6f66',
    figuresFrom:
      'README of clibdev/colorization; the name has its first 8 digits; the size from one project that pins it',
    credit:
      'Richard Zhang, Jun-Yan Zhu, Phillip Isola, Xinyang Geng, Angela S. Lin, Tianhe Yu, Alexei A. Efros (SIGGRAPH 2017)',
  },
  {
    id: 'colormnet',
    network: 'colormnet',
    summary: 'ColorMNet: carries the colours of reference frames through a shot, with a memory',
    file: 'DINOv2FeatureV6_LocalAtten_s2_154000.pth',
    addresses: [
      'https://github.com/yyang181/colormnet/releases/download/v0.1/DINOv2FeatureV6_LocalAtten_s2_154000.pth',
      'https://github.com/dan64/cmnet2/releases/download/v1.0.0/DINOv2FeatureV6_LocalAtten_s2_154000.pth',
    ],
    bytes: 494_884_817,
    sha256: 'eaf6301d1a088c0d7133008079a83b5fac1fc0f791061b2cf1b657602013457a',
    figuresFrom: 'dan64/HAVCServerDiT, for the copy in the release of dan64/cmnet2, from the digest that GitHub shows',
    license: 'CC-BY-NC-SA-4.0',
    licenseFrom: 'LICENSES and README of yyang181/colormnet',
    commercialUse: 'forbidden',
    credit: 'Yixin Yang, Jiangxin Dong, Jinhui Tang, Jinshan Pan (ColorMNet, ECCV 2024)',
    page: 'https://github.com/yyang181/colormnet',
    usable: 'later',
  },
  {
    id: 'deep-exemplar',
    network: 'deep-exemplar',
    summary: 'Deep Exemplar-based Video Colorization: colours frames after one reference picture',
    file: 'colorization_checkpoint.zip',
    addresses: [
      'https://github.com/zhangmozhe/Deep-Exemplar-based-Video-Colorization/releases/download/v1.0/colorization_checkpoint.zip',
      'https://facevc.blob.core.windows.net/zhanbo/old_photo/colorization_checkpoint.zip',
    ],
    figuresFrom: 'not found',
    license: 'MIT',
    licenseFrom:
      "LICENSE of zhangmozhe/Deep-Exemplar-based-Video-Colorization; the archive also holds VGG-19, whose terms it doesn't say",
    commercialUse: 'unclear',
    credit: 'Bo Zhang, Mingming He, Jing Liao, Pedro V. Sander, Lu Yuan, Amine Bermak, Dong Chen (CVPR 2019)',
    page: 'https://github.com/zhangmozhe/Deep-Exemplar-based-Video-Colorization',
    usable: 'later',
  },
  {
    id: 'deep-remaster',
    network: 'deep-remaster',
    summary: 'DeepRemaster: restores film and colours it after reference pictures',
    file: 'remasternet.pth.tar',
    addresses: [
      'https://iizuka.cs.tsukuba.ac.jp/data/remasternet.pth.tar',
      'http://iizuka.cs.tsukuba.ac.jp/data/remasternet.pth.tar',
    ],
    bytes: 256_796_033,
    sha256: 'ce006df28fada47d73c5ef18f7e8ad48a35b4e7e660fdec192f8aeb4ceb79295',
    figuresFrom: "one public project, which checked the file with the MD5 of the authors' download_model.sh first",
    license: 'CC-BY-NC-SA-4.0',
    licenseFrom: 'README of satoshiiizuka/siggraphasia2019_remastering: for the model and the sample code',
    commercialUse: 'forbidden',
    credit: 'Satoshi Iizuka, Edgar Simo-Serra (SIGGRAPH Asia 2019)',
    page: 'https://github.com/satoshiiizuka/siggraphasia2019_remastering',
    usable: 'later',
  },
];

import { listed, say, spoken, type Word, type Words } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import type { FundingLayer } from '@fenming/programmes';

const LAYER_WORDS: Words<FundingLayer> = {
  central: { zh: '中央', en: 'central' },
  province: { zh: '省级', en: 'province' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
};
/** The money of a layer, as a field is named. */
export const fundsOf = (layer: FundingLayer): Word => ({
  zh: `${LAYER_WORDS[layer].zh}资金`,
  en: `${LAYER_WORDS[layer].en} funds`,
});
/** The layers of finance as every screen and command names them. */
export const LAYER_NAMES: Readonly<Record<FundingLayer, string>> = spoken(LAYER_WORDS);

const layerOf = (name: string): string => LAYER_NAMES[name as FundingLayer] ?? name;
const yuan = (amount: string | number): string => formatYuan(fen(Number(amount)));
const isFen = (text: string | undefined): text is string => text !== undefined && /^-?\d+$/.test(text);

/** `central 60001 60000,…`: what is needed of each layer that has too little, and what there is. */
export const shortOf = (detail: string): string =>
  detail
    .split(',')
    .map((one) => {
      const [layer = '', needed, there] = one.split(' ');
      if (!isFen(needed) || !isFen(there)) return one;
      const lacking = yuan(Number(needed) - Number(there));
      return say(
        `${layerOf(layer)}需 ${yuan(needed)} 元，可用 ${yuan(there)} 元，缺 ${lacking} 元`,
        `${layerOf(layer)} needs ${yuan(needed)} yuan, ${yuan(there)} yuan are available, ${lacking} yuan are missing`,
      );
    })
    .join(say('；', '; '));

/** `central 60000,…`: what each layer has left. */
export const leftIn = (detail: string): string => {
  const left = detail.split(',').map((one) => {
    const [layer = '', amount] = one.split(' ');
    return isFen(amount) ? say(`${layerOf(layer)} ${yuan(amount)} 元`, `${layerOf(layer)} ${yuan(amount)} yuan`) : one;
  });
  return say(`还有可用资金：${listed(left)}`, `available yet: ${listed(left)}`);
};

/** `240001/240000`: the total that was typed, and that of the list; of an earlier release a sentence. */
export const mistypedBy = (detail: string): string => {
  const [typed, total] = detail.split('/');
  if (/\p{Script=Han}/u.test(detail)) return detail;
  if (!isFen(typed) || !isFen(total))
    return say(
      '输入的不是金额，或大得没有这样的合计；请按元填写，如 1,234.56',
      'what was typed is no amount, or too big for any total; type it in yuan, such as 1,234.56',
    );
  const beyond = Number(typed) - Number(total);
  const by = yuan(Math.abs(beyond));
  return say(
    `输入 ${yuan(typed)} 元，比名单合计${beyond > 0 ? '多' : '少'} ${by} 元`,
    `${yuan(typed)} yuan were typed, ${by} yuan ${beyond > 0 ? 'more' : 'less'} than the total of the list`,
  );
};

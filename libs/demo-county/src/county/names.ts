import type { Sex } from '@fenming/citizen';
import type { Random } from './random';

const SURNAMES = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);
const GIVEN: Record<Sex, readonly string[]> = {
  male: Array.from('建国明德福生军贵全有根保玉成林山海春永志文学长新金富喜来发祥顺义忠田河清平安民华强光庆振绍云'),
  female: Array.from('秀英兰芳桂玉珍凤梅花莲香爱荣翠巧淑素月娥琴霞云红改焕先菊枝敏玲春仙慧彩银瑞静润'),
};
/** Half of the second characters of a generation are shared by both sexes. */
const SECOND: Record<Sex, readonly string[]> = {
  male: Array.from('国军生民华才林山海明福祥义忠平安强亮奎峰田河法成运堂昌'),
  female: Array.from('英兰芳珍凤梅花莲香荣琴娥霞云红菊枝玲仙琳芝叶娟平华勤'),
};

export const drawName = (random: Random, sex: Sex): string => {
  const given = random.pick(GIVEN[sex]) + (random.percent(84) ? random.pick(SECOND[sex]) : '');
  return random.pickFront(SURNAMES) + given;
};

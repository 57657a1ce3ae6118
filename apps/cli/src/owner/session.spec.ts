import { ApiProblem } from '@fenming/api-client';
import { advisingSpeaker } from './session';

const turnedAway = new ApiProblem({
  title: '您的岗位不能办理这一步。',
  status: 403,
  code: 'forbidden_role',
  detail: '应由县卫健委办理',
});
const adviceOf = (error: unknown): readonly string[] => (error instanceof ApiProblem ? error.advice : []);

describe('whoever is turned away for the office', () => {
  it('is told to name an account where none was named', () => {
    expect(adviceOf(advisingSpeaker(turnedAway, {}))).toEqual(['以上述岗位的账号办理或查询: 加上 --as <账号>']);
    expect(advisingSpeaker(turnedAway, { as: 'cun201' })).toBe(turnedAway);
    expect(advisingSpeaker(turnedAway, { tokenFile: 'token' })).toBe(turnedAway);
    expect(adviceOf(advisingSpeaker(turnedAway.advising('名单由乡镇导入'), {}))).toEqual(['名单由乡镇导入']);
  });
});

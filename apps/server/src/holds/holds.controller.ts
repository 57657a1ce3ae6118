import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { dateOf } from '@fenming/calendar';
import type { Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { TakeCaseStep } from '@fenming/eligibility';
import { say, toEverybody } from '@fenming/language';
import { derivedId, type EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { TakenOffAnswer } from '../enrolments/enrolments.answers';
import { RecordedAnswer } from '../notices/notices.answers';
import { Malformed } from '../problem';
import { Day, NoDay, Text, Uuid } from '../validators';

class HoldBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @NoDay() @Text(200, '户籍待核') note!: string;
  /** By when it is to be clear. */
  @Day() due_on!: string;
}
class ReleaseBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @NoDay() @Text(200, '已核实') note!: string;
}

@ApiTags(toEverybody('暂停办理 holds', 'holds'))
@Controller('api/v1/holds')
export class HoldsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** Holds a case while somebody looks into it: nothing of it is confirmed or paid, and what it is due stays due. */
  @Post()
  @HttpCode(200)
  @Answers(TakenOffAnswer, ...CASE, 'held_by_hand', 'hold_would_overpay')
  async hold(@Body() { enrolment_id, note, due_on: dueOn }: HoldBody, @CurrentCaller() caller: Caller): Promise<TakenOffAnswer> {
    if (dueOn < dateOf(this.county.clock.now()))
      throw new Malformed([
        { pointer: '/due_on', code: 'past', message: say('查明期限不能早于今天。', 'It cannot be due before today.') },
      ]);
    const hold = derivedId(caller.commandId, 'hold');
    const step = { do: 'hold' as const, hold, cause: 'held_by_hand' as const, note, dueOn };
    const taken_off = await this.bus.execute(new TakeCaseStep(enrolment_id, step, caller));
    return { taken_off, log_position: await this.county.log.head() };
  }

  /** It is clear: by whoever held it, or by the county's health commission. */
  @Post('release')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'hold_unknown')
  async release(@Body() { enrolment_id, note }: ReleaseBody, @CurrentCaller() caller: Caller): Promise<RecordedAnswer> {
    await this.bus.execute(new TakeCaseStep(enrolment_id, { do: 'release-by-hand', note }, caller));
    return { log_position: await this.county.log.head() };
  }
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Area, Maybe, ProgrammeCode } from './validators';

/** The filters and the cursor that lists share. `limit` ≤ 500. */
export class Page {
  @Maybe() @Type(() => Number) @IsInt() @Min(2000) @Max(2100) year?: number;
  @IsOptional() @ProgrammeCode() programme?: string;
  @IsOptional() @Area() area?: string;
  @Maybe() @IsString() @MaxLength(40) stage?: string;
  @Maybe() @IsString() @MaxLength(40) state?: string;
  @Maybe() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @Maybe() @IsString() @MaxLength(200) cursor?: string;
  @Maybe() @IsString() @MaxLength(40) after?: string;
  @ApiPropertyOptional({ description: '等到视图至少到这个日志位置' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  min_position?: string;
}

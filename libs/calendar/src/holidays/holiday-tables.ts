import { HOLIDAYS_2023 } from './2023';
import { HOLIDAYS_2024 } from './2024';
import { HOLIDAYS_2025 } from './2025';
import { HOLIDAYS_2026 } from './2026';
import type { HolidayTable } from './holiday-table';

/** Every year whose notice is known. The State Council publishes the next year's in October to December: add a file, never change one. */
export const HOLIDAY_TABLES: readonly HolidayTable[] = [HOLIDAYS_2023, HOLIDAYS_2024, HOLIDAYS_2025, HOLIDAYS_2026];

export {
  type DayLanes,
  type LaneMark,
  type LanePart,
  lanesOfDay,
  type Minutes,
} from "./day-lanes.ts";
export {
  type ColumnLayout,
  endOf,
  isNowIn,
  layOutWeek,
  type PlacedSlot,
  threeAround,
  type WeekLayout,
} from "./week-layout.ts";

import { openViews } from '../county-views';
import type { Choose, Recorder } from './recorder.fixture';

/** The views after a recorded history, in memory. */
export function given({ events }: Pick<Recorder, 'events'>): ReturnType<typeof openViews> {
  const views = openViews(':memory:', { scratch: true });
  views.apply(events);
  return views;
}

/** Nothing special happens: nobody rejects, objects or leaves, and every payment arrives. */
export const PLAIN: Choose = (below) => below - 1;

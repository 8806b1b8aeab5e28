/**
 * When detections look at the log, and how what they see becomes IDEA events; what they look for is
 * in {@code rule}.
 *
 * <pre>
 * LogService.PollChanges -> DetectionLane -> settled? -> DetectionRunner -> IdeaEvent -> EventSink
 * </pre>
 *
 * <p><b>Windows</b> are aligned to 1970 and do not overlap; a scan that is cut in two by a boundary
 * must reach the threshold on one side of it.
 *
 * <p><b>Settling.</b> An event is stored once, so it must not be made from half a window. A changed
 * window is looked at when every source that still delivers is 10 s (packet time) beyond its end,
 * or when the window itself did not change for 10 s (wall clock), or when no source delivers any
 * more. A later change runs the rules again; what was found before keeps its id and stays as it is.
 *
 * <p><b>Lanes.</b> Detections whose windows have one width share what changed and what has settled.
 * A window of several widths of the narrowest must have been quiet for so many times 10 s.
 *
 * <p><b>Calm.</b> What changes during an import changes again and again, so nothing is looked at
 * while a source hands over more than the log takes, until it was calm for 2 s; under lasting load
 * what has settled is looked at every 60 s. Settled windows that touch are one span, and a span
 * takes few questions for each detection unless there are more hot keys than fit an answer. An
 * event that the store is known to have is not made again.
 *
 * <p><b>Determinism.</b> Id and content of an event follow from rule, key, window and the log; not
 * from the clock. So a repeat after a restart, a lost answer or by a second replica inserts nothing
 * twice.
 *
 * <p><b>Restarts.</b> The token and the spans that are not looked at yet are kept in {@code
 * tapline.report.detections.state-file} (in the all-in-one {@code report/detections} of the data
 * directory), replaced as a whole after each round. Without the file, or with other rules, the
 * whole log is looked at again.
 *
 * <p><b>Failures.</b> Whatever a round throws is logged once, counted, shown by the health check
 * {@code detections}, and the round is tried again after 1 s, at most after a minute.
 */
@NullMarked
package io.tapline.report.detect;

import org.jspecify.annotations.NullMarked;

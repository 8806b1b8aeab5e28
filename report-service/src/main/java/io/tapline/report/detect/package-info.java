/**
 * Detections: rules over aggregates of the log that become IDEA events.
 *
 * <pre>
 * LogService.ListChanges -> ChangedSpans -> settled? -> DetectionRunner -> IdeaEvent -> EventSink
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
 * <p><b>Determinism.</b> Id and content of an event follow from rule, key, window and the log; not
 * from the clock. So a repeat after a restart, a lost answer or by a second replica inserts nothing
 * twice, and the token is kept in memory only.
 */
@NullMarked
package io.tapline.report.detect;

import org.jspecify.annotations.NullMarked;

package io.tapline.report.detect;

import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the detections are in the log: all that changed up to the token was looked at, but for the
 * spans.
 *
 * @param rules what was looked for; with other rules all is looked at again
 * @param spans by the width of the windows that they are looked at in; none is absent
 */
record DetectionState(String rules, String token, Map<Duration, List<Span>> spans) {
  DetectionState {
    spans = Map.copyOf(spans);
  }
}

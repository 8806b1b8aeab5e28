package io.tapline.report.detect;

import io.tapline.report.log.Span;
import java.util.List;

/**
 * Where the detections are in the log: all that changed up to the token was looked at, but for the
 * spans.
 *
 * @param rules what was looked for; with other rules all is looked at again
 */
record DetectionState(String rules, String token, List<Span> spans) {
  DetectionState {
    spans = List.copyOf(spans);
  }
}

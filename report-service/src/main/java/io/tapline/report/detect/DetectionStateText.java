package io.tapline.report.detect;

import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state as text, one fact a line. The last line tells a whole file from one that was cut off.
 *
 * <pre>
 * tapline-detections 2
 * rules window=PT5M host-scan=15 port-scan=20
 * token c1z
 * span PT5M 2026-03-02T10:00:00Z 2026-03-02T10:05:00Z
 * end
 * </pre>
 */
final class DetectionStateText {
  private static final String HEAD = "tapline-detections 2";
  private static final String RULES = "rules ";
  private static final String TOKEN = "token ";
  private static final String SPAN = "span ";
  private static final String END = "end";
  private static final int LINES_WITHOUT_SPANS = 4;

  private DetectionStateText() {}

  static String write(DetectionState state) {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append(RULES).append(state.rules()).append('\n');
    text.append(TOKEN).append(state.token()).append('\n');
    for (Duration window : state.spans().keySet().stream().sorted().toList()) {
      for (Span span : state.spans().getOrDefault(window, List.of())) {
        text.append(SPAN).append(window).append(' ').append(span.start());
        text.append(' ').append(span.end()).append('\n');
      }
    }
    return text.append(END).append('\n').toString();
  }

  /** Nothing when the text is not what {@link #write} makes. */
  static Optional<DetectionState> read(String text) {
    List<String> lines = text.lines().toList();
    int last = lines.size() - 1;
    if (lines.size() < LINES_WITHOUT_SPANS
        || !lines.getFirst().equals(HEAD)
        || !lines.get(1).startsWith(RULES)
        || !lines.get(2).startsWith(TOKEN)
        || !lines.get(last).equals(END)) {
      return Optional.empty();
    }
    try {
      Map<Duration, List<Span>> spans = new TreeMap<>();
      lines.subList(3, last).forEach(line -> span(line, spans));
      return Optional.of(
          new DetectionState(
              lines.get(1).substring(RULES.length()),
              lines.get(2).substring(TOKEN.length()),
              spans));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void span(String line, Map<Duration, List<Span>> spans) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() != 4 || !line.startsWith(SPAN)) {
      throw new IllegalArgumentException("not a span: " + line);
    }
    Span span = new Span(Instant.parse(words.get(2)), Instant.parse(words.get(3)));
    spans.computeIfAbsent(Duration.parse(words.get(1)), width -> new ArrayList<>()).add(span);
  }
}

package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.reporter.KeptMessages.Kept;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Messages as lines, one for each reported source: semicolons between fields, quoted as RFC 4180
 * says. A text that a spreadsheet would take for a formula has an apostrophe before it: messages
 * come from strangers.
 */
final class ReportCsv {
  static final String HEADER =
      line(
          Stream.of(
              "detect_time",
              "source",
              "source_ports",
              "targets",
              "target_ports",
              "protocols",
              "event_class",
              "categories",
              "severity",
              "connections",
              "detector",
              "description",
              "note",
              "id"));

  private ReportCsv() {}

  static String lines(Kept message) {
    IdeaMessage idea = message.idea();
    IdeaDocument document = IdeaDocument.parse(idea.json());
    return message.sources().stream()
        .map(source -> line(fields(source, idea, document)))
        .collect(Collectors.joining());
  }

  private static Stream<String> fields(String source, IdeaMessage idea, IdeaDocument document) {
    return Stream.of(
        idea.detectTime().toString(),
        source,
        joined(idea.source().ports()),
        joined(idea.target().addresses().stream().map(AddressRange::text).toList()),
        joined(idea.target().ports()),
        joined(List.copyOf(document.values("Source.Proto", "Target.Proto"))),
        idea.eventClass(),
        joined(idea.categories()),
        idea.severity().name().toLowerCase(Locale.ROOT),
        document.count("ConnCount").isPresent()
            ? Long.toString(document.count("ConnCount").getAsLong())
            : "",
        document.detector(),
        idea.description(),
        document.note(),
        idea.id());
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static String line(Stream<String> fields) {
    return fields.map(ReportCsv::field).collect(Collectors.joining(";", "", "\r\n"));
  }

  private static String field(String text) {
    String harmless =
        !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = harmless.chars().noneMatch(c -> c == ';' || c == '"' || c == '\n' || c == '\r');
    return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }
}

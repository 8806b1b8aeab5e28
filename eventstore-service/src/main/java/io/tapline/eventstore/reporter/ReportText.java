package io.tapline.eventstore.reporter;

import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.idea.Severity;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes subject and text of a report in the group's language and time zone. */
final class ReportText {
  /** Sources listed in a text, at most; files have the others. */
  static final int MAX_SOURCES = 200;

  private static final int MAX_PORTS = 20;

  /**
   * What a text is about.
   *
   * @param source of an extra report; empty for a summary
   */
  record Subject(
      String label,
      AbuseGroup group,
      Severity severity,
      ReportWindow window,
      String source,
      List<ClassSummary> classes) {}

  private final Subject about;
  private final ReportWords words;
  private final DateTimeFormatter times;
  private final StringBuilder text = new StringBuilder();

  ReportText(Subject about) {
    this.about = about;
    this.words = ReportWords.of(about.group().settings().language());
    this.times =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(about.group().settings().zone());
  }

  /** {@code [M20180726SL-HT9TC] low - Notice about possible problems in your network}. */
  String subject() {
    String severity = ReportWords.severity(about.severity());
    String notice =
        about.source().isEmpty()
            ? words.networkSubject().formatted(severity)
            : words.hostSubject().formatted(severity, about.source());
    return "[%s] %s".formatted(about.label(), notice);
  }

  String text(long events, RunCounts counts, List<ReportFile> files) {
    line(words.greeting());
    line("");
    line(opening());
    line("");
    facts(events);
    if (about.source().isEmpty()) {
      remarks(counts);
    }
    classes();
    files(files);
    line("");
    line(words.closing());
    return text.toString();
  }

  private String opening() {
    return words
        .opening()
        .formatted(
            about.label(),
            ReportWords.severity(about.severity()),
            time(about.window().start()),
            time(about.window().end()),
            about.group().settings().zone());
  }

  private void facts(long events) {
    fact(words.group(), about.group().name());
    fact(words.events(), Long.toString(events));
    if (about.source().isEmpty()) {
      fact(words.sources(), Long.toString(sources()));
    } else {
      fact(words.host(), about.source());
    }
  }

  private long sources() {
    return about.classes().stream()
        .flatMap(one -> one.sources().stream())
        .map(SourceSummary::source)
        .distinct()
        .count();
  }

  private void remarks(RunCounts counts) {
    if (counts.relapsed() > 0) {
      line(words.relapsed().formatted(counts.relapsed()));
    }
    if (counts.filterBlocked() > 0) {
      line(words.filtered().formatted(counts.filterBlocked()));
    }
  }

  private void classes() {
    int listed = 0;
    long left = about.classes().stream().mapToLong(one -> one.sources().size()).sum();
    for (ClassSummary one : about.classes()) {
      List<SourceSummary> shown =
          one.sources().subList(0, Math.min(MAX_SOURCES - listed, one.sources().size()));
      if (!shown.isEmpty()) {
        line("");
        line(plain(one.eventClass()));
        shown.forEach(this::source);
      }
      listed += shown.size();
    }
    if (left > listed) {
      line("  " + words.more().formatted(left - listed));
    }
  }

  private void source(SourceSummary source) {
    line("  " + source.source());
    line(
        "    "
            + words
                .seen()
                .formatted(
                    time(source.firstTime()),
                    time(source.lastTime()),
                    source.events(),
                    source.approximateConnections()));
    List<String> details = new ArrayList<>();
    detail(details, words.ports(), source.sourceDetails().ports());
    detail(details, words.targetPorts(), source.targetDetails().ports());
    detail(details, words.protocols(), source.sourceDetails().protocols());
    if (!details.isEmpty()) {
      line("    " + String.join("; ", details));
    }
  }

  private static void detail(List<String> details, String words, List<?> values) {
    if (!values.isEmpty()) {
      String some =
          values.stream().limit(MAX_PORTS).map(Object::toString).collect(Collectors.joining(" "));
      details.add(words.formatted(plain(values.size() > MAX_PORTS ? some + " ..." : some)));
    }
  }

  private void files(List<ReportFile> files) {
    if (files.isEmpty()) {
      return;
    }
    line("");
    line(words.files());
    for (ReportFile file : files) {
      String left = file.omitted() == 0 ? "" : "; " + words.omitted().formatted(file.omitted());
      line("  " + words.file().formatted(file.name(), file.events()) + left);
    }
  }

  private void fact(String name, String value) {
    line("%-10s %s".formatted(name, value));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private String time(Instant time) {
    return times.format(time);
  }

  /** Words of messages must not break lines or hide others. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

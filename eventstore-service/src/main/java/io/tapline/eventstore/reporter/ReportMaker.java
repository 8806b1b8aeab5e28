package io.tapline.eventstore.reporter;

import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.reporter.KeptMessages.Kept;
import io.tapline.eventstore.reporter.ReportLabel.Kind;
import io.tapline.eventstore.reporter.WindowReview.Reviewed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the reports of a window: the summary first, then one for each source, by address. */
final class ReportMaker {
  /** Extra reports of a window, at most; the summary has the other sources. */
  static final int MAX_EXTRA = 1_000;

  /**
   * What all reports of a window have in common.
   *
   * @param canSend whether there is a way to send mail
   */
  record Occasion(
      AbuseGroup group, Severity severity, ReportWindow window, Instant made, boolean canSend) {}

  private final Occasion occasion;
  private final RandomGenerator random;

  ReportMaker(Occasion occasion, RandomGenerator random) {
    this.occasion = occasion;
    this.random = random;
  }

  /** None when there is nothing to report. */
  List<Report> make(Reviewed reviewed) {
    if (reviewed.counts().reported() == 0) {
      return List.of();
    }
    Report summary = summary(reviewed);
    List<Report> reports = new ArrayList<>(List.of(summary));
    if (settings().mode().hasExtra()) {
      sources(reviewed)
          .limit(MAX_EXTRA)
          .forEach(source -> reports.add(extra(reviewed, source, summary.label())));
    }
    return reports;
  }

  private GroupSettings settings() {
    return occasion.group().settings();
  }

  private Report summary(Reviewed reviewed) {
    Draft draft =
        new Draft(
            "",
            reviewed.classes(),
            reviewed.messages().all(),
            reviewed.counts().reported(),
            settings().mode().sendsSummary());
    return report(Kind.SUMMARY, draft, reviewed, null);
  }

  private Report extra(Reviewed reviewed, String source, String summaryLabel) {
    List<ClassSummary> classes = of(source, reviewed.classes());
    long events =
        classes.stream()
            .flatMap(one -> one.sources().stream())
            .mapToLong(SourceSummary::events)
            .sum();
    Draft draft = new Draft(source, classes, reviewed.messages().of(source), events, true);
    return report(Kind.EXTRA, draft, reviewed, summaryLabel);
  }

  /** Sources that have no extra report of their own, because there are too many. */
  long omitted(Reviewed reviewed) {
    return settings().mode().hasExtra() ? sources(reviewed).skip(MAX_EXTRA).count() : 0;
  }

  private static Stream<String> sources(Reviewed reviewed) {
    return reviewed.classes().stream()
        .flatMap(one -> one.sources().stream())
        .map(SourceSummary::source)
        .distinct()
        .sorted();
  }

  private static List<ClassSummary> of(String source, List<ClassSummary> classes) {
    return classes.stream()
        .map(
            one ->
                new ClassSummary(
                    one.eventClass(),
                    one.sources().stream().filter(it -> it.source().equals(source)).toList()))
        .filter(one -> !one.sources().isEmpty())
        .toList();
  }

  /** What one report is about. */
  private record Draft(
      String source,
      List<ClassSummary> classes,
      List<Kept> messages,
      long events,
      boolean wanted) {}

  private Report report(Kind kind, Draft draft, Reviewed reviewed, @Nullable String summaryLabel) {
    String label = ReportLabel.of(kind, occasion.severity(), occasion.made(), random);
    List<ReportFile> files =
        new ReportFiles(label, settings(), occasion.made(), draft.events()).of(draft.messages());
    ReportText text =
        new ReportText(
            new ReportText.Subject(
                label,
                occasion.group(),
                occasion.severity(),
                occasion.window(),
                draft.source(),
                draft.classes()));
    return new Report(
        label,
        summaryLabel,
        occasion.group().name(),
        occasion.severity(),
        draft.source(),
        occasion.made(),
        occasion.window(),
        text.subject(),
        text.text(draft.events(), reviewed.counts(), files),
        draft.events(),
        mailTo(draft.wanted()),
        files,
        draft.classes());
  }

  private List<String> mailTo(boolean wanted) {
    return wanted && occasion.canSend() && !settings().mute()
        ? occasion.group().recipients(occasion.severity())
        : List.of();
  }
}

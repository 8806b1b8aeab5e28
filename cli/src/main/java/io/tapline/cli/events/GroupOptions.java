package io.tapline.cli.events;

import com.google.protobuf.Duration;
import io.tapline.cli.time.TimeArgument;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.ReportAttachments;
import io.tapline.eventstore.v1.ReportMode;
import io.tapline.eventstore.v1.ReportRecipients;
import io.tapline.eventstore.v1.ReportSettings;
import io.tapline.eventstore.v1.ReportTiming;
import io.tapline.type.v1.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An abuse group as arguments. */
final class GroupOptions {
  /** Which reports are sent. */
  enum Mode {
    SUMMARY,
    EXTRA,
    BOTH,
    NONE
  }

  /** Which files they have. */
  enum Files {
    JSON,
    CSV,
    ALL,
    NONE
  }

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The group's name, usually a mail address.")
  String name;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "Address, prefix or range a-b of IPv4 or IPv6; repeatable.")
  List<String> networks = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "summary|extra|both|none",
      defaultValue = "summary",
      description =
          "One report about all sources, one about each, both, or none sent"
              + " (default ${DEFAULT-VALUE}).")
  Mode mode;

  @Option(
      names = "--attachments",
      paramLabel = "json|csv|all|none",
      defaultValue = "json",
      description = "Files of a report (default ${DEFAULT-VALUE}).")
  Files files;

  @Option(
      names = "--recipient",
      paramLabel = "[SEVERITY=]ADDRESS",
      description = "Who is sent reports, of one severity or of all; repeatable. Default: NAME.")
  List<String> recipients = new ArrayList<>();

  @Option(
      names = "--redirect-to",
      paramLabel = "ADDRESS",
      description = "Who is sent reports instead of the recipients; repeatable.")
  List<String> redirectTo = new ArrayList<>();

  @Option(
      names = "--period",
      paramLabel = "SEVERITY=WIDTH",
      description = "How often a severity is reported, for example low=12h; repeatable.")
  Map<Level, String> periods = new LinkedHashMap<>();

  @Option(
      names = "--threshold",
      paramLabel = "SEVERITY=WIDTH",
      description = "How long what was reported stays quiet, for example high=2d; repeatable.")
  Map<Level, String> thresholds = new LinkedHashMap<>();

  @Option(
      names = "--relapse",
      paramLabel = "SEVERITY=WIDTH",
      description = "Last part of it in which an event makes it come back; repeatable.")
  Map<Level, String> relapses = new LinkedHashMap<>();

  @Option(names = "--report-info", description = "Report events of severity info, too.")
  boolean reportInfo;

  @Option(names = "--mute", description = "Make reports, but do not send them.")
  boolean mute;

  @Option(names = "--compress", description = "Put each file into a ZIP archive.")
  boolean compress;

  @Option(
      names = "--max-attachment",
      paramLabel = "BYTES",
      description = "Bytes of a file, at most (default and maximum 10485760).")
  long maxAttachment;

  @Option(names = "--locale", paramLabel = "en|cs", description = "Language of the text.")
  String locale = "";

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Time zone of the text, for example Europe/Prague (default UTC).")
  String timeZone = "";

  @Option(names = "--disabled", description = "Report nothing; the networks stay the group's.")
  boolean disabled;

  AbuseGroup group() {
    return AbuseGroup.newBuilder()
        .setName(name)
        .setDisabled(disabled)
        .addAllNetworks(networks)
        .setSettings(settings())
        .build();
  }

  private ReportSettings settings() {
    return ReportSettings.newBuilder()
        .setMode(ReportMode.valueOf("REPORT_MODE_" + mode))
        .setAttachments(ReportAttachments.valueOf("REPORT_ATTACHMENTS_" + files))
        .addAllTimings(timings())
        .setReportInfo(reportInfo)
        .setMute(mute)
        .addAllRedirectTo(redirectTo)
        .setCompress(compress)
        .setMaxAttachmentBytes(maxAttachment)
        .addAllRecipients(recipients())
        .setLocale(locale)
        .setTimeZone(timeZone)
        .build();
  }

  private List<ReportTiming> timings() {
    Map<Level, ReportTiming.Builder> timings = new EnumMap<>(Level.class);
    time(timings, periods, ReportTiming.Builder::setPeriod);
    time(timings, thresholds, ReportTiming.Builder::setThreshold);
    time(timings, relapses, ReportTiming.Builder::setRelapse);
    return timings.values().stream().map(ReportTiming.Builder::build).toList();
  }

  private void time(
      Map<Level, ReportTiming.Builder> timings,
      Map<Level, String> widths,
      BiConsumer<ReportTiming.Builder, Duration> setter) {
    widths.forEach(
        (level, width) ->
            setter.accept(
                timings.computeIfAbsent(
                    level, one -> ReportTiming.newBuilder().setSeverity(one.severity())),
                width(width)));
  }

  private Duration width(String text) {
    try {
      return Times.duration(TimeArgument.parseDuration(text));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage() + ".");
    }
  }

  private List<ReportRecipients> recipients() {
    Map<Severity, ReportRecipients.Builder> entries = new LinkedHashMap<>();
    for (String recipient : recipients) {
      String[] parts = recipient.split("=", 2);
      Optional<Level> level = parts.length == 2 ? level(parts[0]) : Optional.empty();
      Severity severity = level.map(Level::severity).orElse(Severity.SEVERITY_UNSPECIFIED);
      entries
          .computeIfAbsent(severity, one -> ReportRecipients.newBuilder().setSeverity(one))
          .addAddresses(level.isPresent() ? parts[1] : recipient);
    }
    return entries.values().stream().map(ReportRecipients.Builder::build).toList();
  }

  private static Optional<Level> level(String word) {
    return Arrays.stream(Level.values())
        .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}

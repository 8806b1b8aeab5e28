package io.tapline.cli.reports;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import io.tapline.report.v1.ChannelDelivery;
import io.tapline.report.v1.CreateScheduleRequest;
import io.tapline.report.v1.DocumentDelivery;
import io.tapline.report.v1.DocumentFormat;
import io.tapline.report.v1.FolderDelivery;
import io.tapline.report.v1.PeriodUnit;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.report.v1.ReportPeriod;
import io.tapline.report.v1.RunRetention;
import io.tapline.report.v1.Schedule;
import io.tapline.report.v1.ScheduleServiceGrpc;
import io.tapline.report.v1.ScheduleServiceGrpc.ScheduleServiceBlockingStub;
import io.tapline.report.v1.UpdateScheduleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline report schedule add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Creates a schedule, or with --replace replaces all of one but its runs.",
      "The same command again changes nothing."
    })
final class ScheduleAddCommand implements Runnable {
  private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,3})(h|d|w|mo)");

  /** How a document is written. */
  enum Written {
    TEXT(DocumentFormat.DOCUMENT_FORMAT_TEXT),
    CSV(DocumentFormat.DOCUMENT_FORMAT_CSV),
    JSON(DocumentFormat.DOCUMENT_FORMAT_JSON);

    final DocumentFormat message;

    Written(DocumentFormat message) {
      this.message = message;
    }
  }

  @Mixin ScheduledReportOptions report;

  @Option(
      names = "--cron",
      required = true,
      paramLabel = "CRON",
      description = "Minute, hour, day, month, day of the week: '0 7 * * mon-fri'.")
  String cron;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "IANA zone of --cron and --period (default ${DEFAULT-VALUE}).")
  String zone;

  @Option(
      names = "--period",
      paramLabel = "N(h|d|w|mo)",
      defaultValue = "1d",
      description =
          "Whole hours, days, weeks or months before the run (default ${DEFAULT-VALUE}:"
              + " yesterday).")
  String period;

  @Option(
      names = "--document",
      paramLabel = "text|csv|json",
      defaultValue = "text",
      description = "How it is written (default ${DEFAULT-VALUE}).")
  Written written;

  @Option(
      names = "--to-folder",
      paramLabel = "PATH",
      description = "Write it there, below the server's folder for documents; repeatable.")
  List<String> folders = new ArrayList<>();

  @Option(
      names = "--to-channel",
      paramLabel = "CHANNEL",
      description =
          "Send it by a channel of `tapline events channels`: mail or a signed webhook;"
              + " repeatable.")
  List<String> channels = new ArrayList<>();

  @Option(
      names = "--recipient",
      paramLabel = "ADDRESS",
      description = "Mail addresses instead of those of the channels; repeatable.")
  List<String> recipients = new ArrayList<>();

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      defaultValue = "30",
      description = "The latest runs that are kept (default ${DEFAULT-VALUE}).")
  int keepRuns;

  @Option(
      names = "--keep-for",
      paramLabel = "LENGTH",
      defaultValue = "90d",
      converter = WidthConverter.class,
      description = "For how long they are kept at most (default ${DEFAULT-VALUE}).")
  Duration keepFor;

  @Option(names = "--disabled", description = "Runs only when it is asked to.")
  boolean disabled;

  @Option(names = "--replace", description = "Replaces the schedule that is there.")
  boolean replace;

  @Mixin Output output;
  @Mixin ServerOption server;
  @Spec CommandSpec command;

  @Override
  public void run() {
    Schedule wanted = wanted();
    ScheduleServiceBlockingStub schedules = ScheduleServiceGrpc.newBlockingStub(server.connect());
    Schedule stored =
        replace
            ? schedules.updateSchedule(
                UpdateScheduleRequest.newBuilder().setSchedule(wanted).build())
            : schedules.createSchedule(
                CreateScheduleRequest.newBuilder().setSchedule(wanted).build());
    output.rows(List.of(stored), ScheduleText.schedules());
  }

  private Schedule wanted() {
    Schedule.Builder wanted =
        Schedule.newBuilder()
            .setName(report.name)
            .setReport(definition())
            .setPeriod(period())
            .setCron(cron)
            .setTimeZone(zone)
            .setFormat(written.message)
            .setRetention(
                RunRetention.newBuilder().setMaxRuns(keepRuns).setMaxAge(Times.duration(keepFor)))
            .setDisabled(disabled);
    folders.forEach(path -> wanted.addDeliveries(folder(path)));
    channels.forEach(name -> wanted.addDeliveries(channel(name)));
    return wanted.build();
  }

  private ReportDefinition definition() {
    String sentence = "'" + report.report + "' is no report; `tapline report list` names them.";
    return report.definition().orElseThrow(() -> usage(sentence));
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  private ReportPeriod period() {
    Matcher matcher = PERIOD.matcher(period);
    if (!matcher.matches()) {
      throw usage("'" + period + "' is no period; 7d, 1w and 1mo are.");
    }
    return ReportPeriod.newBuilder()
        .setCount(Integer.parseInt(matcher.group(1)))
        .setUnit(unit(matcher.group(2)))
        .build();
  }

  private static PeriodUnit unit(String letters) {
    return switch (letters) {
      case "h" -> PeriodUnit.PERIOD_UNIT_HOUR;
      case "d" -> PeriodUnit.PERIOD_UNIT_DAY;
      case "w" -> PeriodUnit.PERIOD_UNIT_WEEK;
      default -> PeriodUnit.PERIOD_UNIT_MONTH;
    };
  }

  private static DocumentDelivery folder(String path) {
    return DocumentDelivery.newBuilder()
        .setFolder(FolderDelivery.newBuilder().setPath(path))
        .build();
  }

  private DocumentDelivery channel(String name) {
    return DocumentDelivery.newBuilder()
        .setChannel(ChannelDelivery.newBuilder().setChannel(name).addAllRecipients(recipients))
        .build();
  }
}

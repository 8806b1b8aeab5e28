package io.tapline.cli.firewall;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.report.v1.FirewallReportHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records a report is about: the options of fwctlreport. */
final class RecordOptions {
  private static final long MOST_BYTES = 1 << 20;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "",
      description = "From then on, for example \"2000-01-01 12:00\" (default: the first record).")
  String start;

  @Option(
      names = "--end",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Until then, included (default: the last record).")
  String end;

  @Option(
      names = "--period",
      paramLabel = "LENGTH",
      defaultValue = "",
      description = "So long from the start, for example \"1 day\"; has priority over --end.")
  String period;

  @Option(
      names = "--threshold",
      paramLabel = "LENGTH",
      defaultValue = "",
      description =
          "Equal packets within it count once (default 120 seconds); 0 counts every packet.")
  String threshold;

  @Option(names = "--src", paramLabel = "HOST", description = "Source address or host name.")
  List<String> src = List.of();

  @Option(names = "--dst", paramLabel = "HOST", description = "Destination address or host name.")
  List<String> dst = List.of();

  @Option(names = "--salias", paramLabel = "ALIAS", description = "Alias of the source.")
  List<String> salias = List.of();

  @Option(names = "--dalias", paramLabel = "ALIAS", description = "Alias of the destination.")
  List<String> dalias = List.of();

  @Option(names = "--sif", paramLabel = "IF", description = "Interface the source is behind.")
  List<String> sif = List.of();

  @Option(names = "--dif", paramLabel = "IF", description = "Interface the destination is behind.")
  List<String> dif = List.of();

  @Option(names = "--proto", paramLabel = "PROTO", description = "Protocol by name or number.")
  List<String> proto = List.of();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Destination port by service name or number.")
  List<String> port = List.of();

  @Option(
      names = "--limit",
      paramLabel = "EXPRESSION",
      defaultValue = "",
      description = "Comparisons, for example \"proto_name tcp and dst_port < 1024\".")
  String limit;

  @Option(
      names = "--interfaces",
      paramLabel = "FILE",
      description = "Fwctl's interfaces, for logs that fwctllog did not write.")
  @Nullable Path interfaces;

  @Option(
      names = "--aliases",
      paramLabel = "FILE",
      description = "Fwctl's aliases, for logs that fwctllog did not write.")
  @Nullable Path aliases;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "",
      description = "Time zone of dates and pages, for example Europe/Prague (default UTC).")
  String zone;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      defaultValue = "0",
      description = "Year of the first log line where lines have none (default: inferred).")
  int year;

  FirewallReportHeader.Builder header() {
    return FirewallReportHeader.newBuilder()
        .setStart(start)
        .setEnd(end)
        .setPeriod(period)
        .setThreshold(threshold)
        .addAllSrc(src)
        .addAllDst(dst)
        .addAllSalias(salias)
        .addAllDalias(dalias)
        .addAllSif(sif)
        .addAllDif(dif)
        .addAllProto(proto)
        .addAllPort(port)
        .setLimit(limit)
        .setInterfaces(text(interfaces))
        .setAliases(text(aliases))
        .setTimeZone(zone)
        .setFirstYear(year);
  }

  private static String text(@Nullable Path file) {
    if (file == null) {
      return "";
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CliException(ExitCode.USAGE, "'%s' has more than 1 MiB.".formatted(file));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "'%s' cannot be read (%s).".formatted(file, e));
    }
  }
}

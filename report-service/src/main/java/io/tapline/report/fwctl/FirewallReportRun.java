package io.tapline.report.fwctl;

import static io.tapline.report.v1.FirewallReportFamily.FIREWALL_REPORT_FAMILY_UNSPECIFIED;

import io.tapline.flowlog.v1.Completeness;
import io.tapline.report.EnumMessages;
import io.tapline.report.Reason;
import io.tapline.report.log.ConnectionStream;
import io.tapline.report.v1.FirewallReportFamily;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.RunFirewallReportResponse;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One report as a header asks for it: reads the lines or the log, then answers. */
final class FirewallReportRun {
  /** Takes the messages of an answer. */
  interface Answer {
    void send(RunFirewallReportResponse message) throws IOException;
  }

  private static final int PAGE_CHARACTERS = 1 << 18;

  private final @Nullable Family family;
  private final boolean pages;
  private final ZoneId zone;
  private final @Nullable Summary summary;
  private final RecordGroups groups = new RecordGroups();
  private final FirewallReportHeader header;
  private final FirewallReport report;
  private final FirewallLines lines;
  private final ReportedLog connections;
  private @Nullable Completeness completeness;

  /**
   * @param now what words of dates refer to; no line is later
   */
  FirewallReportRun(FirewallReportHeader header, Instant now) {
    this.header = header;
    this.family = family(header.getFamily());
    this.pages = header.getPages();
    this.zone = zone(header.getTimeZone());
    this.summary = family != null && header.getSummary() ? new Summary(family) : null;
    Consumer<Packet> collector = summary != null ? summary : groups;
    ReportPeriod period = period(header, new FwctlTimes(now.atZone(zone)));
    RecordFilter filter = FirewallReportMessages.filter(header);
    Limit limit = Limit.parse(header.getLimit());
    long threshold = threshold(header.getThreshold());
    this.report = new FirewallReport(period, filter.and(limit), threshold, collector);
    Networks networks = Networks.parse(header.getInterfaces(), header.getAliases());
    this.lines = new FirewallLines(header.getFirstYear(), zone, now, networks, report);
    Set<RecordField> fields = filter.fields();
    fields.addAll(limit.fields());
    this.connections =
        new ReportedLog(
            new LogQuestion(period, header.getLog().getFilter()),
            summary != null ? family : null,
            fields,
            threshold,
            networks,
            report);
  }

  private static @Nullable Family family(FirewallReportFamily family) {
    if (family == FirewallReportFamily.UNRECOGNIZED) {
      throw Refusal.ofField(
          Reason.INVALID_PARAMETER, "family", "`family` is of a later version than this server.");
    }
    return family == FIREWALL_REPORT_FAMILY_UNSPECIFIED
        ? null
        : Family.valueOf(EnumMessages.word(family).toUpperCase(Locale.ROOT));
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.ofField(
          Reason.INVALID_PARAMETER,
          "time_zone",
          "`time_zone`: there is no zone \"%s\"; expected one such as Europe/Prague"
              .formatted(name));
    }
  }

  private static ReportPeriod period(FirewallReportHeader header, FwctlTimes times) {
    String period = header.getPeriod();
    return new ReportPeriod(
        date(times, "start", header.getStart()),
        date(times, "end", header.getEnd()),
        period.isEmpty() ? null : Long.valueOf(FwctlTimes.seconds("period", period)));
  }

  private static @Nullable Long date(FwctlTimes times, String field, String text) {
    return text.isEmpty() ? null : Long.valueOf(times.date(field, text));
  }

  private static long threshold(String text) {
    return text.isEmpty()
        ? FirewallReport.DEFAULT_THRESHOLD_SECONDS
        : FwctlTimes.seconds("threshold", text);
  }

  /** Reads lines to their end; of a report over the log there must be none. */
  void read(InputStream in, ConnectionStream log) throws IOException {
    if (!header.hasLog()) {
      lines.read(in);
    } else if (in.read() >= 0) {
      throw Refusal.ofField(
          Reason.INVALID_PARAMETER,
          "request",
          "A report is over files or over the log: with `log` there are no chunks.");
    } else {
      completeness = connections.read(log);
    }
  }

  /** Sends rows, records or pages, then the totals. */
  void answer(Answer answer) throws IOException {
    if (pages) {
      sendPages(answer);
    } else if (family != null && summary != null) {
      for (SummaryRow row : summary.rows()) {
        answer.send(FirewallReportMessages.row(family, row));
      }
    } else {
      sendRecords(answer);
    }
    answer.send(totals());
  }

  private RunFirewallReportResponse totals() {
    return completeness == null
        ? FirewallReportMessages.totals(report, lines)
        : FirewallReportMessages.totals(report, connections.connections(), completeness);
  }

  private void sendRecords(Answer answer) throws IOException {
    List<List<FirewallRecord>> all =
        family == null ? List.of(groups.records()) : groups.groups(family);
    for (int group = 0; group < all.size(); group++) {
      for (FirewallRecord packet : all.get(group)) {
        answer.send(FirewallReportMessages.record(packet, group));
      }
    }
  }

  private void sendPages(Answer answer) throws IOException {
    String text = text();
    for (int from = 0; from < text.length(); from += PAGE_CHARACTERS) {
      int to = Math.min(text.length(), from + PAGE_CHARACTERS);
      answer.send(RunFirewallReportResponse.newBuilder().setPage(text.substring(from, to)).build());
    }
  }

  private String text() {
    long start = report.start();
    long end = report.end();
    if (family == null) {
      return TextPages.details(groups.records(), start, end, zone);
    }
    return summary != null
        ? TextPages.summary(family, summary.rows(), start, end, zone)
        : TextPages.groups(family, groups.groups(family), start, end, zone);
  }
}

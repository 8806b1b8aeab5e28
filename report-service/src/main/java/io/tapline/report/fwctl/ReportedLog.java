package io.tapline.report.fwctl;

import io.tapline.flowlog.v1.Completeness;
import io.tapline.report.log.ConnectionStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection log as packets: by groups where a summary keeps all connections, one by one where
 * a threshold compares them, they are listed, or there are too many groups. Either way rows are the
 * same; only columns that are needed are asked for. For one thread.
 */
final class ReportedLog {
  /** What a threshold compares. */
  private static final Set<RecordField> COMPARED =
      EnumSet.of(
          RecordField.PROTOCOL,
          RecordField.SOURCE_IP,
          RecordField.SOURCE_PORT,
          RecordField.DESTINATION_IP,
          RecordField.DESTINATION_PORT);

  private final LogQuestion question;
  private final @Nullable LogGroups groups;
  private final LogRecords records;
  private final Set<LogColumn> columns;

  /**
   * @param family of a summary; null where records are listed
   * @param filtered the fields that the report's filters compare
   */
  ReportedLog(
      LogQuestion question,
      @Nullable Family family,
      Set<RecordField> filtered,
      long thresholdSeconds,
      Networks networks,
      Consumer<Packet> sink) {
    this.question = question;
    this.groups =
        family == null || thresholdSeconds > 0 || !question.isKnown()
            ? null
            : groups(question, family, filtered, networks, sink);
    this.records = new LogRecords(networks, sink);
    Set<RecordField> fields = family == null ? EnumSet.allOf(RecordField.class) : family.fields();
    fields.addAll(filtered);
    fields.addAll(COMPARED);
    this.columns = LogColumn.of(fields);
  }

  private static LogGroups groups(
      LogQuestion question,
      Family family,
      Set<RecordField> filtered,
      Networks networks,
      Consumer<Packet> sink) {
    Set<RecordField> fields = family.fields();
    fields.remove(RecordField.SOURCE_PORT);
    fields.addAll(filtered);
    return new LogGroups(question, fields, family.hasService(), networks, sink);
  }

  /**
   * Hands the connections on.
   *
   * @return what they do not cover
   */
  Completeness read(ConnectionStream log) {
    Completeness grouped = groups == null ? null : groups.read(log);
    return grouped != null ? grouped : log.stream(question.stream(columns), records);
  }

  /** How many connections the packets were that were handed on. */
  long connections() {
    return records.connections() + (groups == null ? 0 : groups.connections());
  }
}

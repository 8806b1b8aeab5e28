package io.tapline.eventstore.admin;

import static io.tapline.eventstore.Reason.UNKNOWN_COLUMN;

import io.tapline.rpc.Refusal;
import java.util.Arrays;

/** The times by which rows can be cleaned up, and of which a table's range can be asked. */
enum CleanableColumn {
  DETECT_TIME("event", "detecttime", "event", "detect_time"),
  STORAGE_TIME("event", "cesnet_storagetime", "event", "storage_time"),
  INSERT_TIME("event", "insert_time", "event", "insert_time"),
  LAST_SEEN("distinct_value", "last_seen", "distinct_value", "last_seen");

  private final String table;
  private final String column;
  private final String sqlTable;
  private final String sqlColumn;

  CleanableColumn(String table, String column, String sqlTable, String sqlColumn) {
    this.table = table;
    this.column = column;
    this.sqlTable = sqlTable;
    this.sqlColumn = sqlColumn;
  }

  /**
   * @throws Refusal UNKNOWN_COLUMN
   */
  static CleanableColumn of(String table, String column) {
    return Arrays.stream(values())
        .filter(one -> one.table.equals(table) && one.column.equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.ofField(
                    UNKNOWN_COLUMN,
                    "column",
                    "column is no time of the table `%s`".formatted(table)));
  }

  String deleteSql() {
    return "DELETE FROM eventstore.%s WHERE %s < $1".formatted(sqlTable, sqlColumn);
  }

  String rangeSql() {
    return "SELECT min(%s), max(%s) FROM eventstore.%s".formatted(sqlColumn, sqlColumn, sqlTable);
  }
}

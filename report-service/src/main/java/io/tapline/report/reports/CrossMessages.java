package io.tapline.report.reports;

import io.tapline.report.log.LogMessages;
import io.tapline.report.v1.GetLongResponse;
import io.tapline.report.v1.GetMatrixResponse;
import io.tapline.report.v1.GetQualityResponse;
import io.tapline.report.v1.LongRow;
import io.tapline.report.v1.MatrixColumn;
import io.tapline.report.v1.MatrixRow;
import io.tapline.report.v1.QualityRow;
import io.tapline.report.v1.StateCount;
import io.tapline.rpc.grpc.Timestamps;

/** Messages of the reports whose rows are more than keys and totals. */
final class CrossMessages {
  private CrossMessages() {}

  static GetMatrixResponse message(Matrix.Answer answer) {
    GetMatrixResponse.Builder response =
        GetMatrixResponse.newBuilder()
            .setOther(message(answer.other()))
            .setTotal(ReportMessages.message(answer.total()))
            .setCompleteness(LogMessages.message(answer.completeness()));
    for (Matrix.Row row : answer.rows()) {
      response.addRows(message(row.line()).setKey(row.key()).setFilter(row.filter()));
    }
    for (Matrix.Header column : answer.columns()) {
      response.addColumns(
          MatrixColumn.newBuilder()
              .setKey(column.key())
              .setTotals(ReportMessages.message(column.totals()))
              .setFilter(column.filter()));
    }
    return response.build();
  }

  private static MatrixRow.Builder message(Matrix.Line line) {
    MatrixRow.Builder message =
        MatrixRow.newBuilder()
            .setTotals(ReportMessages.message(line.total()))
            .setOther(ReportMessages.message(line.other()));
    line.cells().forEach(cell -> message.addCells(ReportMessages.message(cell)));
    return message;
  }

  static GetLongResponse message(LongConnections.Answer answer) {
    GetLongResponse.Builder response =
        GetLongResponse.newBuilder().setCompleteness(LogMessages.message(answer.completeness()));
    answer.rows().forEach(row -> response.addRows(message(row)));
    return response.build();
  }

  private static LongRow message(LongConnections.Row row) {
    return LongRow.newBuilder()
        .setId(row.id())
        .setStartTime(Timestamps.timestamp(row.start()))
        .setEndTime(Timestamps.timestamp(row.end()))
        .setDuration(Timestamps.duration(row.duration()))
        .setOpen(row.open())
        .setProtocol(row.peers().protocol())
        .setClient(row.peers().client())
        .setServer(row.peers().server())
        .setServerPort(row.peers().serverPort())
        .setService(row.service())
        .setHostname(row.hostname())
        .setTotals(ReportMessages.message(row.totals()))
        .build();
  }

  static GetQualityResponse message(Quality.Answer answer) {
    GetQualityResponse.Builder response =
        GetQualityResponse.newBuilder()
            .setOther(message(answer.other()))
            .setTotal(message(answer.total()))
            .setGroups(answer.groups())
            .setCompleteness(LogMessages.message(answer.completeness()));
    for (Quality.Row row : answer.rows()) {
      response.addRows(message(row.states()).addAllKeys(row.keys()).setFilter(row.filter()));
    }
    return response.build();
  }

  private static QualityRow.Builder message(Quality.States states) {
    QualityRow.Builder message =
        QualityRow.newBuilder()
            .setConnections(states.connections())
            .setUnanswered(states.unanswered())
            .setRejected(states.rejected())
            .setReset(states.reset());
    for (String state : states.names()) {
      message.addStates(
          StateCount.newBuilder()
              .setConnState(state)
              .setConnections(states.byState().getOrDefault(state, 0L)));
    }
    return message;
  }
}

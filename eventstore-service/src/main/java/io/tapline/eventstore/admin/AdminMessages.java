package io.tapline.eventstore.admin;

import static io.tapline.eventstore.Reason.INVALID_INTERVAL;

import io.tapline.eventstore.Reason;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.CheckActivityRequest;
import io.tapline.eventstore.v1.CheckActivityResponse;
import io.tapline.eventstore.v1.CleanUpTableRequest;
import io.tapline.eventstore.v1.ListQueriesRequest;
import io.tapline.eventstore.v1.ListQueriesResponse;
import io.tapline.eventstore.v1.RunningQuery;
import io.tapline.eventstore.v1.TableStatus;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads and writes messages of the admin service. */
final class AdminMessages {
  private static final double NANOS_PER_SECOND = 1e9;

  private static final NamedPages<RunningQueries.Query> QUERY_PAGES =
      new NamedPages<>("queries", RunningQueries.Query::key, Reason.PAGES);

  private AdminMessages() {}

  static double seconds(CheckActivityRequest request) {
    double seconds =
        request.getInterval().getSeconds() + request.getInterval().getNanos() / NANOS_PER_SECOND;
    if (seconds <= 0) {
      throw QueryRequests.invalid(INVALID_INTERVAL, "interval", "must be positive");
    }
    return seconds;
  }

  static Instant before(CleanUpTableRequest request) {
    if (!request.hasBefore()) {
      throw QueryRequests.invalid(INVALID_INTERVAL, "before", "is missing");
    }
    return QueryRequests.bound("before", request.getBefore());
  }

  static CheckActivityResponse activity(EventAdmin.LastInsert last, double seconds) {
    CheckActivityResponse.Builder response =
        CheckActivityResponse.newBuilder().setActive(last.secondsAgo() < seconds);
    if (last.time() != null) {
      response.setLastInsertTime(Timestamps.timestamp(last.time()));
    }
    return response.build();
  }

  static TableStatus table(TableSize table) {
    return TableStatus.newBuilder()
        .setName(table.name())
        .setRowEstimate(table.rowEstimate())
        .setTotalBytes(table.totalBytes())
        .setIndexBytes(table.indexBytes())
        .setToastBytes(table.toastBytes())
        .setDataBytes(table.dataBytes())
        .setPartitions(table.partitions())
        .build();
  }

  static TableStatus table(TableSize table, EventAdmin.Range range) {
    TableStatus.Builder status = table(table).toBuilder();
    if (range.oldest() != null) {
      status.setOldestTime(Timestamps.timestamp(range.oldest()));
    }
    if (range.newest() != null) {
      status.setNewestTime(Timestamps.timestamp(range.newest()));
    }
    return status.build();
  }

  static NamedPages<RunningQueries.Query>.Request wanted(ListQueriesRequest request) {
    return QUERY_PAGES.request(
        request.getPageSize(),
        request.getPageToken(),
        request.getContains().getBytes(StandardCharsets.UTF_8));
  }

  static ListQueriesResponse queries(NamedPages.Page<RunningQueries.Query> page) {
    ListQueriesResponse.Builder response =
        ListQueriesResponse.newBuilder().setNextPageToken(page.nextToken());
    page.entries()
        .forEach(
            query ->
                response.addQueries(
                    RunningQuery.newBuilder()
                        .setName(query.name())
                        .setPid(query.pid())
                        .setStartTime(Timestamps.timestamp(query.start()))
                        .setState(query.state())
                        .setSql(query.sql())));
    return response.build();
  }
}

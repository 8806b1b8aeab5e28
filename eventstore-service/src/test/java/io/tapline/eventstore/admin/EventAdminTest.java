package io.tapline.eventstore.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.v1.CancelQueriesRequest;
import io.tapline.eventstore.v1.CheckActivityRequest;
import io.tapline.eventstore.v1.CleanUpTableRequest;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.CreateIndexesRequest;
import io.tapline.eventstore.v1.DropIndexesRequest;
import io.tapline.eventstore.v1.EventAdminServiceGrpc.EventAdminServiceBlockingStub;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc.EventAnalysisServiceBlockingStub;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetDatabaseStatusRequest;
import io.tapline.eventstore.v1.GetDatabaseStatusResponse;
import io.tapline.eventstore.v1.GetTableStatusRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.ListQueriesRequest;
import io.tapline.eventstore.v1.RunningQuery;
import io.tapline.eventstore.v1.TableStatus;
import io.tapline.testing.ListContract;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventAdminTest {
  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventAnalysisServiceBlockingStub analysis;

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventAdminServiceBlockingStub admin;

  @Inject Pool pool;

  private void insert(String id) {
    String json = Ideas.scan(id, "2026-03-01T12:00:00Z", id, "low", "10.0.0.5");
    events.insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build());
  }

  @Test
  void the_watchdog_goes_by_the_clock_and_not_by_what_a_message_claims() {
    insert(Ideas.unique("watched"));
    assertThat(active(3_600)).isTrue();
    pool.query("SELECT pg_sleep(0.01)").executeAndAwait();
    assertThat(
            admin
                .checkActivity(
                    CheckActivityRequest.newBuilder()
                        .setInterval(Duration.newBuilder().setNanos(1))
                        .build())
                .getActive())
        .isFalse();
    assertThatThrownBy(() -> active(0)).hasMessageContaining("interval must be positive");
  }

  private boolean active(long seconds) {
    return admin
        .checkActivity(
            CheckActivityRequest.newBuilder()
                .setInterval(Duration.newBuilder().setSeconds(seconds))
                .build())
        .getActive();
  }

  @Test
  void the_status_names_every_table_once_with_its_partitions() {
    insert(Ideas.unique("status"));
    GetDatabaseStatusResponse status =
        admin.getDatabaseStatus(GetDatabaseStatusRequest.getDefaultInstance());
    assertThat(status.getTablesList().stream().map(TableStatus::getName))
        .contains("event", "event_id", "event_address", "decision", "threshold")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(status.getSettingsMap()).containsKey("shared_buffers");
    assertThat(status.getDatabaseBytes()).isPositive();
    TableStatus event =
        admin.getTableStatus(
            GetTableStatusRequest.newBuilder()
                .setTable("event")
                .setTimeColumn("detecttime")
                .build());
    assertThat(event.getPartitions()).isGreaterThanOrEqualTo(5);
    assertThat(event.getTotalBytes())
        .isEqualTo(event.getIndexBytes() + event.getToastBytes() + event.getDataBytes())
        .isPositive();
    assertThat(event.hasOldestTime()).isTrue();
    assertThat(
            admin
                .getDatabaseStatus(GetDatabaseStatusRequest.newBuilder().setBrief(true).build())
                .getSettingsMap())
        .isEmpty();
  }

  @Test
  void tables_and_columns_come_from_a_list() {
    assertThatThrownBy(
            () -> admin.getTableStatus(GetTableStatusRequest.newBuilder().setTable("x").build()))
        .hasMessageContaining("table is no table of the event store");
    assertThatThrownBy(() -> cleanUp("threshold", "key", Instant.EPOCH))
        .hasMessageContaining("column is no time of the table");
    CleanUpTableRequest endless =
        CleanUpTableRequest.newBuilder().setTable("event").setColumn("detecttime").build();
    assertThatThrownBy(() -> admin.cleanUpTable(endless)).hasMessageContaining("before is missing");
  }

  @Test
  void rows_before_a_time_are_cleaned_up() {
    String old = Ideas.unique("early");
    String json = Ideas.scan(old, "1990-03-01T12:00:00Z", old, "low", "10.0.0.5");
    events.insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build());
    assertThat(cleanUp("event", "detecttime", Instant.parse("1990-03-01T12:00:00Z"))).isZero();
    assertThat(cleanUp("event", "detecttime", Instant.parse("1990-03-01T12:00:01Z"))).isEqualTo(1);
  }

  private long cleanUp(String table, String column, Instant before) {
    return admin
        .cleanUpTable(
            CleanUpTableRequest.newBuilder()
                .setTable(table)
                .setColumn(column)
                .setBefore(Timestamp.newBuilder().setSeconds(before.getEpochSecond()))
                .build())
        .getDeleted();
  }

  @Test
  void indexes_are_dropped_and_created_again() {
    List<String> dropped =
        admin.dropIndexes(DropIndexesRequest.getDefaultInstance()).getDroppedList();
    assertThat(dropped).contains("event_by_detection", "event_address_single").hasSize(6);
    assertThat(admin.dropIndexes(DropIndexesRequest.getDefaultInstance()).getDroppedList())
        .isEmpty();
    assertThat(admin.createIndexes(CreateIndexesRequest.getDefaultInstance()).getCreatedList())
        .isEqualTo(dropped);
    assertThat(admin.createIndexes(CreateIndexesRequest.getDefaultInstance()).getCreatedList())
        .isEmpty();
  }

  @Test
  void a_named_query_is_listed_while_it_runs_and_can_be_cancelled() throws Exception {
    String name = Ideas.unique("slow");
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    pool.withTransaction(
            connection ->
                connection
                    .query("LOCK TABLE eventstore.event IN ACCESS EXCLUSIVE MODE")
                    .execute()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(() -> cancelOnceItRuns(name, failure)))
        .await()
        .atMost(java.time.Duration.ofSeconds(60));
    assertThat(failure.get()).isInstanceOf(StatusRuntimeException.class);
    assertThat(((StatusRuntimeException) failure.get()).getStatus().getCode())
        .isEqualTo(Status.Code.CANCELLED);
    assertThat(failure.get()).hasMessageContaining("the query was cancelled");
    assertThat(cancel(name)).isZero();
  }

  /** The lock makes the query wait; asking again is bounded by the answer of the query. */
  private void cancelOnceItRuns(String name, CompletableFuture<Throwable> failure) {
    Thread.ofVirtual().start(() -> failure.complete(failureOf(() -> count(name))));
    while (running(name).isEmpty() && !failure.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(running("").stream().map(RunningQuery::getName)).contains(name);
    assertThat(running(name).getFirst().getSql()).contains("eventstore.event");
    assertThat(cancel(name)).isEqualTo(1);
    failure.join();
  }

  @Test
  void running_queries_have_pages() {
    String name = Ideas.unique("paged");
    ListQueriesRequest request = ListQueriesRequest.newBuilder().setContains(name).build();
    whileNamed(name, () -> whileNamed(name, () -> ListContract.check(admin::listQueries, request)));
  }

  /** Works while a session of the database has a name. */
  private void whileNamed(String name, Runnable work) {
    pool.withTransaction(
            connection ->
                connection
                    .preparedQuery("SELECT set_config('application_name', $1, true)")
                    .execute(Tuple.of(QueryRunner.PREFIX + name))
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(work))
        .await()
        .atMost(java.time.Duration.ofSeconds(60));
  }

  private static Throwable failureOf(Runnable call) {
    try {
      call.run();
      return new AssertionError("the query was not cancelled");
    } catch (StatusRuntimeException e) {
      return e;
    }
  }

  private void count(String name) {
    long count =
        analysis
            .countEvents(
                CountEventsRequest.newBuilder()
                    .setQuery(EventQuery.newBuilder().setName(name))
                    .build())
            .getCount();
    assertThat(count).isNotNegative();
  }

  private List<RunningQuery> running(String name) {
    return admin
        .listQueries(ListQueriesRequest.newBuilder().setContains(name).build())
        .getQueriesList();
  }

  private int cancel(String name) {
    return admin
        .cancelQueries(CancelQueriesRequest.newBuilder().setName(name).build())
        .getCancelled();
  }
}

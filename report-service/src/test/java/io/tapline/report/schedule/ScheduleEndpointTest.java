package io.tapline.report.schedule;

import static io.tapline.report.schedule.SchedulesOnPostgres.MAX_SCHEDULES;
import static io.tapline.report.schedule.SchedulesOnPostgres.hourly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import io.tapline.report.document.Document;
import io.tapline.report.v1.CreateScheduleRequest;
import io.tapline.report.v1.DeleteScheduleRequest;
import io.tapline.report.v1.FetchRunDocumentRequest;
import io.tapline.report.v1.FetchRunDocumentResponse;
import io.tapline.report.v1.GetScheduleRequest;
import io.tapline.report.v1.GetScheduleRunRequest;
import io.tapline.report.v1.ListScheduleRunsRequest;
import io.tapline.report.v1.ListSchedulesRequest;
import io.tapline.report.v1.RunScheduleRequest;
import io.tapline.report.v1.RunState;
import io.tapline.report.v1.RunTrigger;
import io.tapline.report.v1.Schedule;
import io.tapline.report.v1.ScheduleRun;
import io.tapline.report.v1.UpdateScheduleRequest;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.ListContract;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleEndpointTest {
  private final SchedulesOnPostgres tapline = new SchedulesOnPostgres();
  private final ScheduleEndpoint endpoint =
      new ScheduleEndpoint(new ScheduleDesk(tapline.schedules, tapline.runs));

  @AfterEach
  void close() {
    tapline.close();
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().indefinitely();
  }

  private Schedule create(Schedule schedule) {
    return await(
        endpoint.createSchedule(CreateScheduleRequest.newBuilder().setSchedule(schedule).build()));
  }

  private ScheduleRun run(String name) {
    return await(endpoint.runSchedule(RunScheduleRequest.newBuilder().setName(name).build()))
        .getRun();
  }

  private static void assertRefused(String reason, Uni<?> answer) {
    assertThatThrownBy(() -> await(answer))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(Statuses.refusal(e).reason().name()).isEqualTo(reason));
  }

  @Test
  void a_schedule_is_created_read_replaced_and_deleted() {
    Schedule asked = hourly("day").setTimeZone("Europe/Prague").build();
    Schedule created = create(asked);
    assertThat(created.getOwner()).isEqualTo("(anyone)");
    assertThat(created.hasNextRunTime()).isTrue();
    assertThat(
            created.toBuilder()
                .clearOwner()
                .clearCreateTime()
                .clearUpdateTime()
                .clearNextRunTime()
                .build())
        .isEqualTo(asked);
    assertThat(await(endpoint.getSchedule(GetScheduleRequest.newBuilder().setName("day").build())))
        .isEqualTo(created);
    Schedule updated =
        await(
            endpoint.updateSchedule(
                UpdateScheduleRequest.newBuilder()
                    .setSchedule(created.toBuilder().setCron("5 4 * * *").setDisabled(true))
                    .build()));
    assertThat(updated.getCron()).isEqualTo("5 4 * * *");
    assertThat(updated.hasNextRunTime()).isFalse();
    assertThat(updated.getCreateTime()).isEqualTo(created.getCreateTime());
    run("day");
    DeleteScheduleRequest delete = DeleteScheduleRequest.newBuilder().setName("day").build();
    await(endpoint.deleteSchedule(delete));
    assertRefused("SCHEDULE_NOT_FOUND", endpoint.deleteSchedule(delete));
    assertThat(tapline.allRuns()).isEmpty();
  }

  @Test
  void the_same_call_again_creates_nothing_and_another_schedule_of_the_name_is_refused() {
    Schedule created = create(hourly("same").build());
    assertThat(create(hourly("same").build())).isEqualTo(created);
    assertRefused(
        "SCHEDULE_EXISTS",
        endpoint.createSchedule(
            CreateScheduleRequest.newBuilder()
                .setSchedule(hourly("same").setCron("1 * * * *"))
                .build()));
  }

  @Test
  void names_that_are_none_are_not_found() {
    for (String name : List.of("none", "a\0b", "")) {
      assertRefused(
          "SCHEDULE_NOT_FOUND",
          endpoint.getSchedule(GetScheduleRequest.newBuilder().setName(name).build()));
      assertRefused(
          "SCHEDULE_NOT_FOUND",
          endpoint.runSchedule(RunScheduleRequest.newBuilder().setName(name).build()));
    }
    assertRefused(
        "RUN_NOT_FOUND",
        endpoint.getScheduleRun(GetScheduleRunRequest.newBuilder().setId(7).build()));
  }

  @Test
  void schedules_and_waiting_runs_have_limits() {
    for (int i = 0; i < MAX_SCHEDULES; i++) {
      create(hourly("s" + i).build());
    }
    assertRefused(
        "SCHEDULE_LIMIT",
        endpoint.createSchedule(
            CreateScheduleRequest.newBuilder().setSchedule(hourly("more")).build()));
    for (int i = 0; i < RunStore.MAX_WAITING; i++) {
      run("s0");
    }
    assertRefused(
        "RUN_LIMIT", endpoint.runSchedule(RunScheduleRequest.newBuilder().setName("s0").build()));
  }

  @Test
  void lists_have_pages_and_states() {
    create(hourly("a").build());
    create(hourly("b").build());
    run("a");
    run("a");
    ScheduleRun last = run("b");
    ListContract.check(
        request -> await(endpoint.listSchedules(request)),
        ListSchedulesRequest.getDefaultInstance());
    ListContract.check(
        request -> await(endpoint.listScheduleRuns(request)),
        ListScheduleRunsRequest.newBuilder()
            .setSchedule("a")
            .addStates(RunState.RUN_STATE_PENDING)
            .build());
    assertThat(
            await(endpoint.listScheduleRuns(ListScheduleRunsRequest.getDefaultInstance()))
                .getRunsList())
        .hasSize(3)
        .first()
        .isEqualTo(last);
    assertThat(last.getTrigger()).isEqualTo(RunTrigger.RUN_TRIGGER_REQUESTED);
    assertRefused(
        "INVALID_RUN_STATE",
        endpoint.listScheduleRuns(ListScheduleRunsRequest.newBuilder().addStatesValue(99).build()));
  }

  @Test
  void a_document_comes_in_parts_that_are_the_whole() throws Exception {
    create(hourly("doc").build());
    ScheduleRun asked = run("doc");
    FetchRunDocumentRequest fetch =
        FetchRunDocumentRequest.newBuilder().setId(asked.getId()).build();
    assertRefused("DOCUMENT_NOT_FOUND", endpoint.fetchRunDocument(fetch).collect().asList());
    byte[] content = new byte[600_000];
    new Random(1).nextBytes(content);
    LeasedRun leased = tapline.leases.lease().orElseThrow();
    assertThat(tapline.leases.made(leased, new Document("a.csv", "text/csv", content))).isTrue();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (FetchRunDocumentResponse part :
        endpoint.fetchRunDocument(fetch).collect().asList().await().indefinitely()) {
      assertThat(part.getChunk().size()).isLessThanOrEqualTo(256 << 10);
      part.getChunk().writeTo(whole);
    }
    assertThat(whole.toByteArray()).isEqualTo(content);
    ScheduleRun run =
        await(
            endpoint.getScheduleRun(
                GetScheduleRunRequest.newBuilder().setId(asked.getId()).build()));
    assertThat(run.getDocument().getName()).isEqualTo("a.csv");
    assertThat(run.getDocument().getSizeBytes()).isEqualTo(600_000);
    assertThat(run.getState()).isEqualTo(RunState.RUN_STATE_RUNNING);
  }

  @Test
  void without_a_database_every_call_says_what_to_set() {
    ScheduleDatabase none = ScheduleDatabase.none();
    ScheduleEndpoint bare =
        new ScheduleEndpoint(
            new ScheduleDesk(
                new ScheduleStore(none, ScheduleMessages::read, 1),
                new RunStore(none, ScheduleMessages::read)));
    assertRefused(
        "SCHEDULES_NEED_DATABASE", bare.listSchedules(ListSchedulesRequest.getDefaultInstance()));
    assertRefused(
        "SCHEDULES_NEED_DATABASE",
        bare.createSchedule(CreateScheduleRequest.newBuilder().setSchedule(hourly("x")).build()));
    assertRefused(
        "SCHEDULES_NEED_DATABASE",
        bare.fetchRunDocument(FetchRunDocumentRequest.getDefaultInstance()).collect().asList());
  }
}

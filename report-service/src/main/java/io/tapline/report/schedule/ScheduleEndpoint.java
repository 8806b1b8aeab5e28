package io.tapline.report.schedule;

import com.google.protobuf.ByteString;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.report.Reason;
import io.tapline.report.v1.CreateScheduleRequest;
import io.tapline.report.v1.DeleteScheduleRequest;
import io.tapline.report.v1.DeleteScheduleResponse;
import io.tapline.report.v1.FetchRunDocumentRequest;
import io.tapline.report.v1.FetchRunDocumentResponse;
import io.tapline.report.v1.GetScheduleRequest;
import io.tapline.report.v1.GetScheduleRunRequest;
import io.tapline.report.v1.ListScheduleRunsRequest;
import io.tapline.report.v1.ListScheduleRunsResponse;
import io.tapline.report.v1.ListSchedulesRequest;
import io.tapline.report.v1.ListSchedulesResponse;
import io.tapline.report.v1.RunScheduleRequest;
import io.tapline.report.v1.RunScheduleResponse;
import io.tapline.report.v1.ScheduleRun;
import io.tapline.report.v1.ScheduleService;
import io.tapline.report.v1.UpdateScheduleRequest;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.AuthInterceptor;
import io.tapline.rpc.grpc.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Schedules over gRPC. */
@GrpcService
public class ScheduleEndpoint implements ScheduleService {
  private static final int CHUNK_BYTES = 256 << 10;

  private static final NamedPages<Schedule.Stored> PAGES =
      new NamedPages<>("schedules", stored -> stored.schedule().name(), Reason.PAGES);

  private final ScheduleDesk desk;

  public ScheduleEndpoint(ScheduleDesk desk) {
    this.desk = desk;
  }

  @Override
  @RunOnVirtualThread
  public Uni<io.tapline.report.v1.Schedule> createSchedule(CreateScheduleRequest request) {
    String owner = AuthInterceptor.caller().name();
    return answer(
        () ->
            ScheduleMessages.message(
                desk.schedules().create(ScheduleMessages.schedule(request.getSchedule()), owner)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<io.tapline.report.v1.Schedule> getSchedule(GetScheduleRequest request) {
    return answer(
        () -> ScheduleMessages.message(desk.schedules().get(printable(request.getName()))));
  }

  @Override
  @RunOnVirtualThread
  public Uni<ListSchedulesResponse> listSchedules(ListSchedulesRequest request) {
    return answer(
        () -> {
          NamedPages<Schedule.Stored>.Request asked =
              PAGES.request(request.getPageSize(), request.getPageToken(), new byte[0]);
          return page(asked.of(desk.schedules().all().stream()));
        });
  }

  private static ListSchedulesResponse page(NamedPages.Page<Schedule.Stored> page) {
    return ListSchedulesResponse.newBuilder()
        .addAllSchedules(page.entries().stream().map(ScheduleMessages::message).toList())
        .setNextPageToken(page.nextToken())
        .build();
  }

  @Override
  @RunOnVirtualThread
  public Uni<io.tapline.report.v1.Schedule> updateSchedule(UpdateScheduleRequest request) {
    return answer(
        () ->
            ScheduleMessages.message(
                desk.schedules().update(ScheduleMessages.schedule(request.getSchedule()))));
  }

  @Override
  @RunOnVirtualThread
  public Uni<DeleteScheduleResponse> deleteSchedule(DeleteScheduleRequest request) {
    return answer(
        () -> {
          desk.schedules().delete(printable(request.getName()));
          return DeleteScheduleResponse.getDefaultInstance();
        });
  }

  @Override
  @RunOnVirtualThread
  public Uni<RunScheduleResponse> runSchedule(RunScheduleRequest request) {
    return answer(
        () ->
            RunScheduleResponse.newBuilder()
                .setRun(RunMessages.message(desk.runs().request(printable(request.getName()))))
                .build());
  }

  @Override
  @RunOnVirtualThread
  public Uni<ListScheduleRunsResponse> listScheduleRuns(ListScheduleRunsRequest request) {
    return answer(
        () -> {
          int size = RunMessages.PAGE_SIZE.of(request.getPageSize());
          List<Run> found = desk.runs().list(RunMessages.question(request), size + 1);
          return RunMessages.page(found, size, request);
        });
  }

  @Override
  @RunOnVirtualThread
  public Uni<ScheduleRun> getScheduleRun(GetScheduleRunRequest request) {
    return answer(() -> RunMessages.message(desk.runs().get(request.getId())));
  }

  @Override
  @RunOnVirtualThread
  public Multi<FetchRunDocumentResponse> fetchRunDocument(FetchRunDocumentRequest request) {
    return answer(() -> chunks(desk.document(request.getId())))
        .onItem()
        .transformToMulti(chunks -> Multi.createFrom().iterable(chunks));
  }

  private static List<FetchRunDocumentResponse> chunks(byte[] content) {
    ByteString bytes = ByteString.copyFrom(content);
    List<FetchRunDocumentResponse> chunks = new ArrayList<>();
    for (int at = 0; at < bytes.size(); at += CHUNK_BYTES) {
      ByteString chunk = bytes.substring(at, Math.min(at + CHUNK_BYTES, bytes.size()));
      chunks.add(FetchRunDocumentResponse.newBuilder().setChunk(chunk).build());
    }
    return chunks;
  }

  /** PostgreSQL has no NUL in texts. */
  private static String printable(String name) {
    return name.replace('\0', '\uFFFD');
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(work)
        .onFailure()
        .transform(failure -> Statuses.of(failure, Reason.INTERNAL));
  }
}

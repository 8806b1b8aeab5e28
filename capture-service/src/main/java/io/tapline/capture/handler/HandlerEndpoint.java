package io.tapline.capture.handler;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tapline.capture.Reason;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.GetHandlerRequest;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerService;
import io.tapline.capture.v1.ListDeletedFilesRequest;
import io.tapline.capture.v1.ListDeletedFilesResponse;
import io.tapline.capture.v1.ListHandlersRequest;
import io.tapline.capture.v1.ListHandlersResponse;
import io.tapline.capture.v1.RemoveHandlerRequest;
import io.tapline.capture.v1.RemoveHandlerResponse;
import io.tapline.capture.v1.RotateHandlerRequest;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Statuses;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** HandlerService over gRPC. */
@GrpcService
@Blocking
public class HandlerEndpoint implements HandlerService {
  private static final NamedPages<FileHandler> PAGES =
      new NamedPages<>("handlers", handler -> handler.spec().name(), Reason.PAGES);

  private final Handlers handlers;

  HandlerEndpoint(Handlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<Handler> addHandler(AddHandlerRequest request) {
    return answer(() -> message(handlers.add(HandlerMessages.spec(request.getHandler()))));
  }

  @Override
  public Uni<RemoveHandlerResponse> removeHandler(RemoveHandlerRequest request) {
    return answer(
        () -> {
          handlers.remove(request.getName());
          return RemoveHandlerResponse.getDefaultInstance();
        });
  }

  @Override
  public Uni<Handler> getHandler(GetHandlerRequest request) {
    return answer(() -> message(handlers.get(request.getName())));
  }

  @Override
  public Uni<ListHandlersResponse> listHandlers(ListHandlersRequest request) {
    return answer(
        () -> {
          NamedPages.Page<FileHandler> page =
              PAGES.page(handlers.list().stream(), request.getPageSize(), request.getPageToken());
          return ListHandlersResponse.newBuilder()
              .addAllHandlers(page.entries().stream().map(this::message).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public Uni<Handler> rotateHandler(RotateHandlerRequest request) {
    return answer(() -> message(handlers.rotate(request.getName())));
  }

  @Override
  public Uni<ListDeletedFilesResponse> listDeletedFiles(ListDeletedFilesRequest request) {
    return answer(
        () -> {
          NamedPages.Page<DeletedFiles.Entry> page =
              deletedPages(request.getHandler())
                  .page(deleted(request), request.getPageSize(), request.getPageToken());
          return ListDeletedFilesResponse.newBuilder()
              .addAllFiles(page.entries().stream().map(HandlerMessages::message).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  /** The latest first: names in the order of what is left of the numbers. */
  private static NamedPages<DeletedFiles.Entry> deletedPages(String handler) {
    return new NamedPages<>(
        "deleted files of " + handler,
        entry -> String.format(Locale.ROOT, "%019d", Long.MAX_VALUE - entry.number()),
        Reason.PAGES);
  }

  private Stream<DeletedFiles.Entry> deleted(ListDeletedFilesRequest request) {
    return handlers.deleted().stream()
        .filter(
            entry ->
                request.getHandler().isEmpty() || entry.handler().equals(request.getHandler()));
  }

  private Handler message(FileHandler handler) {
    return HandlerMessages.message(handler.spec(), handlers.totals(handler));
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    try {
      return Uni.createFrom().item(work.get());
    } catch (RuntimeException e) {
      return Uni.createFrom().failure(Statuses.of(e, Reason.INTERNAL));
    }
  }
}

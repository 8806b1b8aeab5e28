package io.tapline.capture;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tapline.capture.importing.Imports;
import io.tapline.capture.source.Libpcap;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.SourceSpec;
import io.tapline.capture.source.Sources;
import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.DeleteSourceRequest;
import io.tapline.capture.v1.DeleteSourceResponse;
import io.tapline.capture.v1.GetSourceRequest;
import io.tapline.capture.v1.ListInterfacesRequest;
import io.tapline.capture.v1.ListInterfacesResponse;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.ListSourcesResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceService;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** SourceService over gRPC. */
@GrpcService
@Blocking
public class SourceEndpoint implements SourceService {
  private final Sources sources;
  private final Imports imports;

  SourceEndpoint(Sources sources, Imports imports) {
    this.sources = sources;
    this.imports = imports;
  }

  @Override
  public Uni<ListInterfacesResponse> listInterfaces(ListInterfacesRequest request) {
    return answer(
        () ->
            ListInterfacesResponse.newBuilder()
                .addAllInterfaces(
                    Libpcap.interfaces().stream().map(SourceMessages::message).toList())
                .build());
  }

  @Override
  public Uni<Source> createSource(CreateSourceRequest request) {
    return answer(
        () -> {
          SourceSpec spec = SourceMessages.spec(request.getSource());
          LiveSource source = sources.create(request.getSource().getName(), spec);
          source.awaitName();
          return SourceMessages.message(source);
        });
  }

  @Override
  public Uni<Source> getSource(GetSourceRequest request) {
    return answer(() -> source(request.getName()));
  }

  private Source source(String name) {
    return sources
        .find(name)
        .map(SourceMessages::message)
        .or(() -> imports.find(name).map(SourceMessages::message))
        .orElseThrow(
            () -> new Refusal(Reason.SOURCE_NOT_FOUND, "There is no source " + name + "."));
  }

  @Override
  public Uni<ListSourcesResponse> listSources(ListSourcesRequest request) {
    return answer(
        () ->
            ListSourcesResponse.newBuilder()
                .addAllSources(
                    Stream.concat(
                            sources.list().stream().map(SourceMessages::message),
                            imports.list().stream().map(SourceMessages::message))
                        .sorted(Comparator.comparing(Source::getName))
                        .toList())
                .build());
  }

  @Override
  public Uni<DeleteSourceResponse> deleteSource(DeleteSourceRequest request) {
    return answer(
        () -> {
          sources.delete(request.getName());
          return DeleteSourceResponse.getDefaultInstance();
        });
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    try {
      return Uni.createFrom().item(work.get());
    } catch (RuntimeException e) {
      return Uni.createFrom().failure(Statuses.of(e, Reason.INTERNAL));
    }
  }
}

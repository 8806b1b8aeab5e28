package io.tapline.capture;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tapline.capture.handler.Handlers;
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
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pcap4j.core.PcapNetworkInterface;

/** SourceService over gRPC. */
@GrpcService
@Blocking
public class SourceEndpoint implements SourceService {
  private static final NamedPages<PcapNetworkInterface> INTERFACE_PAGES =
      new NamedPages<>("interfaces", PcapNetworkInterface::getName, Reason.PAGES);
  private static final NamedPages<Source> SOURCE_PAGES =
      new NamedPages<>("sources", Source::getName, Reason.PAGES);

  private final Sources sources;
  private final Handlers handlers;
  private final Imports imports;

  SourceEndpoint(Sources sources, Handlers handlers, Imports imports) {
    this.sources = sources;
    this.handlers = handlers;
    this.imports = imports;
  }

  @Override
  public Uni<ListInterfacesResponse> listInterfaces(ListInterfacesRequest request) {
    return answer(
        () -> {
          NamedPages.Page<PcapNetworkInterface> page =
              INTERFACE_PAGES.page(
                  Libpcap.interfaces().stream(), request.getPageSize(), request.getPageToken());
          return ListInterfacesResponse.newBuilder()
              .addAllInterfaces(page.entries().stream().map(SourceMessages::message).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
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
        () -> {
          NamedPages.Page<Source> page =
              SOURCE_PAGES.page(all(), request.getPageSize(), request.getPageToken());
          return ListSourcesResponse.newBuilder()
              .addAllSources(page.entries())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  private Stream<Source> all() {
    return Stream.concat(
        sources.list().stream().map(SourceMessages::message),
        imports.list().stream().map(SourceMessages::message));
  }

  @Override
  public Uni<DeleteSourceResponse> deleteSource(DeleteSourceRequest request) {
    return answer(
        () -> {
          sources.delete(request.getName());
          handlers.removeOf(request.getName());
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

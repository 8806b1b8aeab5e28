package io.tapline.flowlog.catalog;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.identify.KnownService;
import io.tapline.flowlog.identify.KnownServices;
import io.tapline.flowlog.v1.CatalogService;
import io.tapline.flowlog.v1.GetNetObjectRequest;
import io.tapline.flowlog.v1.GetProtocolRequest;
import io.tapline.flowlog.v1.ListCatalogServicesRequest;
import io.tapline.flowlog.v1.ListCatalogServicesResponse;
import io.tapline.flowlog.v1.ListCommitsRequest;
import io.tapline.flowlog.v1.ListCommitsResponse;
import io.tapline.flowlog.v1.ListNetObjectsRequest;
import io.tapline.flowlog.v1.ListNetObjectsResponse;
import io.tapline.flowlog.v1.ListProtocolsRequest;
import io.tapline.flowlog.v1.ListProtocolsResponse;
import io.tapline.flowlog.v1.PingRequest;
import io.tapline.flowlog.v1.PingResponse;
import io.tapline.flowlog.v1.Protocol;
import io.tapline.rpc.Limit;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.PageTokens;
import io.tapline.wire.protocol.ProtocolNames;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** What is committed, over gRPC. */
@GrpcService
@Blocking
public class CatalogEndpoint implements CatalogService {
  private static final NamedPages<KnownService> SERVICE_PAGES =
      new NamedPages<>("catalog services", KnownService::name, Reason.PAGES);

  private static final NamedPages<Protocol> PROTOCOL_PAGES =
      new NamedPages<>(
          "protocols", protocol -> "%03d".formatted(protocol.getNumber()), Reason.PAGES);

  private static final NamedPages<NetObject> OBJECT_PAGES =
      new NamedPages<>("net objects", NetObject::name, Reason.PAGES);

  private static final byte[] COMMITS = {'c', 'o', 'm', 'm', 'i', 't', 's'};

  private static final Limit COMMIT_PAGE =
      new Limit(Reason.INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  /** A page of commits begins before the last one of the page before. */
  private static final PageTokens<Long> COMMIT_TOKENS =
      new PageTokens<>(
          1,
          new PageTokens.Form<>(
              id -> ByteBuffer.allocate(Long.BYTES).putLong(id).array(), ByteBuffer::getLong),
          Reason.INVALID_PAGE_TOKEN,
          Reason.PAGE_TOKEN_MISMATCH);

  private final CatalogReader reader;
  private final CatalogEdits edits;

  public CatalogEndpoint(CatalogReader reader, CatalogEdits edits) {
    this.reader = reader;
    this.edits = edits;
  }

  @Override
  public Uni<ListCatalogServicesResponse> listCatalogServices(ListCatalogServicesRequest request) {
    return CatalogCalls.answer(
        () -> {
          NamedPages.Page<KnownService> page =
              SERVICE_PAGES.page(
                  KnownServices.all().stream(), request.getPageSize(), request.getPageToken());
          return ListCatalogServicesResponse.newBuilder()
              .addAllServices(page.entries().stream().map(CatalogMessages::service).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public Uni<ListProtocolsResponse> listProtocols(ListProtocolsRequest request) {
    return CatalogCalls.answer(
        () -> {
          NamedPages.Page<Protocol> page =
              PROTOCOL_PAGES.page(
                  IntStream.range(0, 256)
                      .filter(number -> ProtocolNames.nameOrNull(number) != null)
                      .mapToObj(
                          number -> CatalogMessages.message(number, ProtocolNames.name(number))),
                  request.getPageSize(),
                  request.getPageToken());
          return ListProtocolsResponse.newBuilder()
              .addAllProtocols(page.entries())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public Uni<Protocol> getProtocol(GetProtocolRequest request) {
    return CatalogCalls.answer(() -> CatalogMessages.protocol(request));
  }

  @Override
  public Uni<ListNetObjectsResponse> listNetObjects(ListNetObjectsRequest request) {
    return CatalogCalls.answer(() -> objects(request));
  }

  private ListNetObjectsResponse objects(ListNetObjectsRequest request) {
    byte[] question = request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
    NamedPages<NetObject>.Request wanted =
        OBJECT_PAGES.request(request.getPageSize(), request.getPageToken(), question);
    NamedPages.Page<NetObject> page =
        wanted.page(
            reader.objects(
                request.getUnder(), request.getIncludeHidden(), wanted.after(), wanted.most()));
    return ListNetObjectsResponse.newBuilder()
        .addAllNetObjects(page.entries().stream().map(CatalogMessages::message).toList())
        .setNextPageToken(page.nextToken())
        .build();
  }

  @Override
  public Uni<io.tapline.flowlog.v1.NetObject> getNetObject(GetNetObjectRequest request) {
    return CatalogCalls.answer(
        () ->
            reader
                .object(request.getName())
                .map(CatalogMessages::message)
                .orElseThrow(() -> CatalogEdits.noObject(request.getName())));
  }

  @Override
  public Uni<ListCommitsResponse> listCommits(ListCommitsRequest request) {
    return CatalogCalls.answer(() -> commits(request));
  }

  private ListCommitsResponse commits(ListCommitsRequest request) {
    int size = COMMIT_PAGE.of(request.getPageSize());
    long before =
        request.getPageToken().isEmpty()
            ? Long.MAX_VALUE
            : COMMIT_TOKENS.read(COMMITS, request.getPageToken());
    List<CatalogCommit> found = reader.before(before, size + 1);
    List<CatalogCommit> page = found.subList(0, Math.min(size, found.size()));
    ListCommitsResponse.Builder response =
        ListCommitsResponse.newBuilder()
            .addAllCommits(page.stream().map(CatalogMessages::commit).toList());
    if (found.size() > size) {
      response.setNextPageToken(COMMIT_TOKENS.write(COMMITS, page.getLast().id()));
    }
    return response.build();
  }

  @Override
  public Uni<PingResponse> ping(PingRequest request) {
    return CatalogCalls.answer(
        () -> {
          if (!request.getTransactionId().isEmpty()) {
            edits.use(request.getTransactionId());
          }
          return PingResponse.newBuilder()
              .setText(request.getText())
              .setCommitId(reader.latest())
              .build();
        });
  }
}

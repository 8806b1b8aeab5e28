package io.tapline.eventstore.admin;

import static io.tapline.eventstore.Reason.INVALID_FILTER;
import static io.tapline.eventstore.Reason.UNKNOWN_COLUMN;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.v1.CancelQueriesRequest;
import io.tapline.eventstore.v1.CancelQueriesResponse;
import io.tapline.eventstore.v1.CheckActivityRequest;
import io.tapline.eventstore.v1.CheckActivityResponse;
import io.tapline.eventstore.v1.CleanUpTableRequest;
import io.tapline.eventstore.v1.CleanUpTableResponse;
import io.tapline.eventstore.v1.CreateIndexesRequest;
import io.tapline.eventstore.v1.CreateIndexesResponse;
import io.tapline.eventstore.v1.DropIndexesRequest;
import io.tapline.eventstore.v1.DropIndexesResponse;
import io.tapline.eventstore.v1.EventAdminService;
import io.tapline.eventstore.v1.GetDatabaseStatusRequest;
import io.tapline.eventstore.v1.GetDatabaseStatusResponse;
import io.tapline.eventstore.v1.GetTableStatusRequest;
import io.tapline.eventstore.v1.ListQueriesRequest;
import io.tapline.eventstore.v1.ListQueriesResponse;
import io.tapline.eventstore.v1.TableStatus;
import io.tapline.rpc.NamedPages;
import java.util.List;
import java.util.Map;

/** The gRPC service for those who run the event store. */
@GrpcService
public class AdminEndpoint implements EventAdminService {
  private final EventstoreCall call;
  private final SchemaMigration schema;
  private final EventAdmin admin;
  private final RunningQueries queries;

  public AdminEndpoint(
      EventstoreCall call, SchemaMigration schema, EventAdmin admin, RunningQueries queries) {
    this.call = call;
    this.schema = schema;
    this.admin = admin;
    this.queries = queries;
  }

  @Override
  public Uni<CheckActivityResponse> checkActivity(CheckActivityRequest request) {
    return call.answer(
        () -> {
          double seconds = AdminMessages.seconds(request);
          return admin.lastInsert().map(last -> AdminMessages.activity(last, seconds));
        });
  }

  @Override
  public Uni<CleanUpTableResponse> cleanUpTable(CleanUpTableRequest request) {
    return call.answer(
        () ->
            admin
                .cleanUp(
                    CleanableColumn.of(request.getTable(), request.getColumn()),
                    AdminMessages.before(request))
                .map(count -> CleanUpTableResponse.newBuilder().setDeleted(count).build()));
  }

  @Override
  public Uni<GetDatabaseStatusResponse> getDatabaseStatus(GetDatabaseStatusRequest request) {
    return call.answer(() -> admin.tables().chain(tables -> status(tables, request.getBrief())));
  }

  private Uni<GetDatabaseStatusResponse> status(List<TableSize> tables, boolean brief) {
    GetDatabaseStatusResponse.Builder response =
        GetDatabaseStatusResponse.newBuilder().setSchemaVersion(schema.version());
    tables.forEach(table -> response.addTables(AdminMessages.table(table)));
    Uni<Map<String, String>> settings = brief ? Uni.createFrom().item(Map.of()) : admin.settings();
    return settings
        .invoke(response::putAllSettings)
        .chain(() -> admin.database())
        .map(
            database ->
                response
                    .setPostgresqlVersion(database.version())
                    .setDatabaseBytes(database.bytes())
                    .build());
  }

  @Override
  public Uni<TableStatus> getTableStatus(GetTableStatusRequest request) {
    return call.answer(
        () ->
            admin
                .tables()
                .map(tables -> find(tables, request.getTable()))
                .chain(table -> withRange(table, request)));
  }

  private static TableSize find(List<TableSize> tables, String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> QueryRequests.invalid(UNKNOWN_COLUMN, "table", "is no table of the event store"));
  }

  private Uni<TableStatus> withRange(TableSize table, GetTableStatusRequest request) {
    return request.getTimeColumn().isEmpty()
        ? Uni.createFrom().item(AdminMessages.table(table))
        : admin
            .range(CleanableColumn.of(request.getTable(), request.getTimeColumn()))
            .map(range -> AdminMessages.table(table, range));
  }

  @Override
  public Uni<CreateIndexesResponse> createIndexes(CreateIndexesRequest request) {
    return call.answer(
        () ->
            admin
                .createIndexes()
                .map(names -> CreateIndexesResponse.newBuilder().addAllCreated(names).build()));
  }

  @Override
  public Uni<DropIndexesResponse> dropIndexes(DropIndexesRequest request) {
    return call.answer(
        () ->
            admin
                .dropIndexes()
                .map(names -> DropIndexesResponse.newBuilder().addAllDropped(names).build()));
  }

  @Override
  public Uni<ListQueriesResponse> listQueries(ListQueriesRequest request) {
    return call.answer(
        () -> {
          NamedPages<RunningQueries.Query>.Request wanted = AdminMessages.wanted(request);
          return queries
              .list(request.getContains())
              .map(found -> AdminMessages.queries(wanted.of(found.stream())));
        });
  }

  @Override
  public Uni<CancelQueriesResponse> cancelQueries(CancelQueriesRequest request) {
    return call.answer(
        () ->
            queries
                .cancel(name(request.getName()))
                .map(count -> CancelQueriesResponse.newBuilder().setCancelled(count).build()));
  }

  private static String name(String name) {
    if (name.isEmpty()) {
      throw QueryRequests.invalid(INVALID_FILTER, "name", "is missing");
    }
    return QueryRequests.name(name);
  }
}

package io.tapline.report.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.ConnectionStream;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.TrafficOverTime;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What the console asks for. All times are RFC 3339, intervals are {@code [from, to)}. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConsoleResource {
  private static final List<String> EXPORTER = List.of("exporter", "observation_domain");
  private static final List<Measure> EXPORTED =
      List.of(Measure.CONNECTIONS, Measure.PACKETS, Measure.BYTES, Measure.LAST_END_NANOS);
  private static final int EXPORTERS = 1_000;

  private final ServiceSummary services;
  private final TopTalkers talkers;
  private final TrafficOverTime traffic;
  private final ConsoleClient client;
  private final ConnectionLog log;
  private final ConnectionStream stream;

  public ConsoleResource(
      ServiceSummary services,
      TopTalkers talkers,
      TrafficOverTime traffic,
      ConsoleClient client,
      ConnectionLog log,
      ConnectionStream stream) {
    this.services = services;
    this.talkers = talkers;
    this.traffic = traffic;
    this.client = client;
    this.log = log;
    this.stream = stream;
  }

  @GET
  @Path("status")
  public JsonNode status() {
    return ConsoleJson.status(client.logStatus(), client.logSources());
  }

  @GET
  @Path("sources")
  public JsonNode sources() {
    return ConsoleJson.sources(client.logSources());
  }

  @GET
  @Path("exporters")
  public JsonNode exporters(@RestQuery @Nullable String from, @RestQuery @Nullable String to) {
    return ConsoleJson.exporters(
        log.aggregate(
            new AggregateQuestion(scope(from, to, ""), EXPORTER, EXPORTED, 0, EXPORTERS, null)));
  }

  @GET
  @Path("fields")
  public JsonNode fields() {
    return ConsoleJson.fields(client.fields());
  }

  @GET
  @Path("series")
  public JsonNode series(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String filter,
      @RestQuery @Nullable String bucket,
      @RestQuery int services) {
    return ConsoleJson.series(
        traffic.ask(
            scope(from, to, filter), ConsoleParameters.duration("bucket", bucket), services));
  }

  @GET
  @Path("services")
  public JsonNode services(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String filter,
      @RestQuery int limit) {
    return ConsoleJson.services(services.ask(scope(from, to, filter), limit));
  }

  @GET
  @Path("talkers")
  public JsonNode talkers(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String filter,
      @RestQuery @DefaultValue("client") String side,
      @RestQuery @DefaultValue("bytes") String by,
      @RestQuery int limit) {
    return ConsoleJson.talkers(
        talkers.ask(
            scope(from, to, filter),
            ConsoleParameters.choice("side", side, TopTalkers.Side.class),
            ConsoleParameters.choice("by", by, TopTalkers.By.class),
            limit));
  }

  @GET
  @Path("connections")
  public JsonNode connections(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String filter,
      @RestQuery @DefaultValue("newest") String order,
      @QueryParam("page_size") int pageSize,
      @QueryParam("page_token") @DefaultValue("") String pageToken) {
    return ConsoleJson.connections(
        client.connections(scope(from, to, filter), order, pageSize, pageToken));
  }

  @GET
  @Path("connections/count")
  public JsonNode count(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String filter) {
    return ConsoleJson.count(client.count(scope(from, to, filter)));
  }

  /** All that match, as a file. Counted first, so that a wrong filter is refused as a problem. */
  @GET
  @Path("connections/export")
  @Produces(MediaType.WILDCARD)
  public Response export(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String filter,
      @RestQuery @DefaultValue("newest") String order,
      @RestQuery @DefaultValue("csv") String format,
      @RestQuery @DefaultValue("") String columns) {
    Scope scope = scope(from, to, filter);
    ConnectionExport export =
        new ConnectionExport(
            stream,
            ConsoleClient.everything(scope, order),
            ConsoleParameters.choice("format", format, ConnectionExport.Format.class),
            ConsoleParameters.names("columns", columns, ConnectionJson.NAMES));
    client.count(scope);
    return Response.ok(export, export.format().mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + export.format().fileName() + "\"")
        .build();
  }

  @GET
  @Path("events")
  public JsonNode events(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String host,
      @RestQuery @DefaultValue("") String severity,
      @RestQuery @DefaultValue("") String outcome,
      @RestQuery @DefaultValue("") String state,
      @QueryParam("event_class") @DefaultValue("") String eventClass,
      @RestQuery @DefaultValue("") String text,
      @QueryParam("page_size") int pageSize,
      @QueryParam("page_token") @DefaultValue("") String pageToken) {
    EventQuestion question =
        new EventQuestion(scope(from, to, ""), host, severity, outcome, state, eventClass, text);
    return ConsoleJson.events(client.events(question, pageSize, pageToken));
  }

  @GET
  @Path("events/{id}")
  public JsonNode event(@PathParam("id") String id) {
    return ConsoleJson.event(client.event(id));
  }

  @GET
  @Path("events/{id}/why")
  public JsonNode why(@PathParam("id") String id) {
    return ConsoleJson.decisions(client.decisions(id));
  }

  @GET
  @Path("events/{id}/actions")
  public JsonNode actions(@PathParam("id") String id) {
    return ConsoleJson.actions(client.actions(id));
  }

  /** JSON only: a page of another host cannot send it without asking first, which is refused. */
  @POST
  @Path("events/{id}/actions")
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonNode act(@PathParam("id") String id, JsonNode action) {
    return EventJson.action(client.act(id, EventActing.of(action)));
  }

  private static Scope scope(@Nullable String from, @Nullable String to, String filter) {
    return Scope.active(
        ConsoleParameters.instant("from", from), ConsoleParameters.instant("to", to), filter);
  }
}

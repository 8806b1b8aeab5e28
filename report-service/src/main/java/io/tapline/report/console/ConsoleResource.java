package io.tapline.report.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tapline.report.log.Scope;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.TrafficOverTime;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What the console asks for. All times are RFC 3339, intervals are {@code [from, to)}. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConsoleResource {
  private final ServiceSummary services;
  private final TopTalkers talkers;
  private final TrafficOverTime traffic;
  private final ConsoleClient client;

  public ConsoleResource(
      ServiceSummary services, TopTalkers talkers, TrafficOverTime traffic, ConsoleClient client) {
    this.services = services;
    this.talkers = talkers;
    this.traffic = traffic;
    this.client = client;
  }

  @GET
  @Path("status")
  public JsonNode status() {
    return ConsoleJson.status(client.logStatus(), client.logSources());
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
  @Path("events")
  public JsonNode events(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @DefaultValue("") String host,
      @QueryParam("page_size") int pageSize,
      @QueryParam("page_token") @DefaultValue("") String pageToken) {
    return ConsoleJson.events(client.events(scope(from, to, ""), host, pageSize, pageToken));
  }

  @GET
  @Path("events/{id}")
  public JsonNode event(@PathParam("id") String id) {
    return ConsoleJson.event(client.event(id));
  }

  private static Scope scope(@Nullable String from, @Nullable String to, String filter) {
    return Scope.active(
        ConsoleParameters.instant("from", from), ConsoleParameters.instant("to", to), filter);
  }
}

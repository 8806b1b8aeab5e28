package io.tapline.report.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.LogStatus;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.report.IntervalMessages;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.LogMessages;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.Totals;
import io.tapline.report.reports.TrafficOverTime;
import io.tapline.type.v1.IngestSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Answers as JSON. Names are the columns of the log; times are RFC 3339 texts. */
final class ConsoleJson {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ConsoleJson() {}

  /** What every view asks for again and again: sums over the sources, not their list. */
  static ObjectNode status(LogStatus status, List<LogSource> sources) {
    ObjectNode json = JSON.objectNode();
    json.put("connections", status.getConnections());
    json.put("open_connections", status.getOpenConnections());
    json.put("segments", status.getSegments());
    json.put("stored_bytes", status.getStoredBytes());
    if (status.hasFirstStartTime()) {
      json.put("first_start", IntervalMessages.instant(status.getFirstStartTime()).toString());
      json.put("last_end", IntervalMessages.instant(status.getLastEndTime()).toString());
    }
    json.put("sources", sources.size());
    json.put("delivering", sources.stream().filter(source -> !source.getFinished()).count());
    json.put("frames", sources.stream().mapToLong(one -> one.getSummary().getFrames()).sum());
    json.set("lost", counts(lost(sources)));
    return json;
  }

  private static Map<String, Long> lost(List<LogSource> sources) {
    Map<String, Long> lost = new HashMap<>();
    for (LogSource source : sources) {
      source.getSummary().getLostMap().forEach((unit, n) -> lost.merge(unit, n, Long::sum));
    }
    return lost;
  }

  static ObjectNode sources(List<LogSource> sources) {
    ObjectNode json = JSON.objectNode();
    ArrayNode list = json.putArray("sources");
    sources.forEach(source -> list.add(source(source)));
    return json;
  }

  private static ObjectNode source(LogSource source) {
    IngestSummary summary = source.getSummary();
    ObjectNode json = JSON.objectNode();
    json.put("source", source.getSource());
    json.put("finished", source.getFinished());
    json.put("frames", summary.getFrames());
    json.put("bytes", summary.getBytes());
    json.put("connections", summary.getConnections());
    json.put("open_connections", source.getOpenConnections());
    json.put("flow_records", summary.getFlowRecords());
    json.put("lost_frames", summary.getLostFrames());
    json.set("lost", counts(summary.getLostMap()));
    if (summary.hasLastFrameTime()) {
      json.put("first_frame", IntervalMessages.instant(summary.getFirstFrameTime()).toString());
      json.put("last_frame", IntervalMessages.instant(summary.getLastFrameTime()).toString());
    }
    if (source.hasCheckpointTime()) {
      json.put("checkpoint", IntervalMessages.instant(source.getCheckpointTime()).toString());
    }
    json.set("outcomes", counts(summary.getOutcomesMap()));
    json.set("counters", counts(summary.getCountersMap()));
    return json;
  }

  /** Flow exporters with what their records came to; rows of packets have no exporter. */
  static ObjectNode exporters(Aggregate answer) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    for (Aggregate.Row row : answer.rows()) {
      if (row.key(0).isEmpty()) {
        continue;
      }
      ObjectNode one = JSON.objectNode().put("exporter", row.key(0));
      one.put("observation_domain", row.key(1)).put("connections", row.value(0));
      one.put("packets", row.value(1)).put("bytes", row.value(2));
      one.put("last_end", ServiceSummary.instant(row.value(3)).toString());
      rows.add(one);
    }
    json.set("completeness", completeness(answer.completeness()));
    return json;
  }

  static ObjectNode series(TrafficOverTime.Answer answer) {
    ObjectNode json = JSON.objectNode();
    json.put("bucket_millis", answer.bucket().toMillis());
    ArrayNode starts = json.putArray("bucket_starts");
    answer.starts().forEach(start -> starts.add(start.toEpochMilli()));
    ArrayNode series = json.putArray("series");
    answer.series().forEach(one -> series.add(series(one)));
    json.set("completeness", completeness(answer.completeness()));
    return json;
  }

  private static ObjectNode series(TrafficOverTime.Series series) {
    ObjectNode json = JSON.objectNode().put("service", series.service());
    ArrayNode bytes = json.putArray("bytes");
    ArrayNode connections = json.putArray("connections");
    ArrayNode packets = json.putArray("packets");
    for (int i = 0; i < series.bytes().length; i++) {
      bytes.add(series.bytes()[i]);
      connections.add(series.connections()[i]);
      packets.add(series.packets()[i]);
    }
    return json;
  }

  static ObjectNode services(ServiceSummary.Answer answer) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    for (ServiceSummary.Row row : answer.rows()) {
      ObjectNode one = totals(row.totals()).put("service", row.service());
      one.put("clients", row.clients()).put("servers", row.servers());
      one.put("first_start", row.firstStart().toString());
      one.put("last_end", row.lastEnd().toString());
      rows.add(one);
    }
    json.set("total", totals(answer.total()));
    json.set("completeness", completeness(answer.completeness()));
    return json;
  }

  static ObjectNode talkers(TopTalkers.Answer answer) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    for (TopTalkers.Row row : answer.rows()) {
      rows.add(totals(row.totals()).put("host", row.host()).put("peers", row.peers()));
    }
    json.set("total", totals(answer.total()));
    json.put("hosts", answer.hosts());
    json.set("completeness", completeness(answer.completeness()));
    return json;
  }

  private static ObjectNode totals(Totals totals) {
    return totals(totals.connections(), totals.packets(), totals.bytes());
  }

  private static ObjectNode totals(long connections, long packets, long bytes) {
    return JSON.objectNode()
        .put("connections", connections)
        .put("packets", packets)
        .put("bytes", bytes);
  }

  static ObjectNode count(CountConnectionsResponse answer) {
    ObjectNode json = totals(answer.getConnections(), answer.getPackets(), answer.getBytes());
    json.set("completeness", completeness(LogMessages.completeness(answer.getCompleteness())));
    return json;
  }

  static ObjectNode connections(SearchConnectionsResponse answer) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    answer.getConnectionsList().forEach(row -> rows.add(ConnectionJson.of(row)));
    json.put("next_page_token", answer.getNextPageToken());
    json.set("completeness", completeness(LogMessages.completeness(answer.getCompleteness())));
    return json;
  }

  static ObjectNode fields(List<FilterField> all) {
    ObjectNode json = JSON.objectNode();
    ArrayNode fields = json.putArray("fields");
    all.forEach(field -> fields.add(field(field)));
    return json;
  }

  private static ObjectNode field(FilterField field) {
    ObjectNode json = JSON.objectNode();
    json.put("name", field.getName()).put("description", field.getDescription());
    json.put("ordered", field.getOrdered()).put("groupable", field.getGroupable());
    ArrayNode values = json.putArray("values");
    field.getValuesList().forEach(values::add);
    return json;
  }

  static ObjectNode events(SearchEventsResponse answer) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    answer.getEventsList().forEach(event -> rows.add(EventJson.of(event)));
    json.put("next_page_token", answer.getNextPageToken());
    return json;
  }

  static ObjectNode event(Event event) {
    return EventJson.of(event).put("idea_json", event.getIdeaJson());
  }

  static ObjectNode actions(List<EventAction> actions) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    actions.forEach(action -> rows.add(EventJson.action(action)));
    return json;
  }

  static ObjectNode decisions(List<Decision> decisions) {
    ObjectNode json = JSON.objectNode();
    ArrayNode rows = json.putArray("rows");
    decisions.forEach(decision -> rows.add(EventJson.explained(decision)));
    return json;
  }

  static ObjectNode completeness(Completeness completeness) {
    ObjectNode json =
        JSON.objectNode().put("lost_frames", completeness.lost().getOrDefault("frames", 0L));
    json.set("lost", counts(completeness.lost()));
    json.put("state", completeness.state().name().toLowerCase(Locale.ROOT));
    ArrayNode uncovered = json.putArray("uncovered");
    completeness.uncovered().forEach(gap -> uncovered.add(gap(gap)));
    ArrayNode remarks = json.putArray("filter_remarks");
    completeness
        .filterRemarks()
        .forEach(
            remark ->
                remarks
                    .addObject()
                    .put("reason", remark.reason())
                    .put("description", remark.description()));
    if (completeness.asOf() != null) {
      json.put("as_of", completeness.asOf().toString());
    }
    if (completeness.keptSince() != null) {
      json.put("kept_since", completeness.keptSince().toString());
      json.put("removed_connections", completeness.removedConnections());
    }
    ArrayNode losses = json.putArray("losses");
    completeness.losses().forEach(loss -> losses.add(loss(loss)));
    return json;
  }

  private static ObjectNode gap(Completeness.Gap gap) {
    ObjectNode json = JSON.objectNode();
    if (gap.start() != null) {
      json.put("start", gap.start().toString());
    }
    if (gap.end() != null) {
      json.put("end", gap.end().toString());
    }
    return json;
  }

  private static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode json = JSON.objectNode();
    new TreeMap<>(counts).forEach(json::put);
    return json;
  }

  private static ObjectNode loss(Completeness.Loss loss) {
    ObjectNode json = JSON.objectNode().put("source", loss.source()).put("hop", loss.hop());
    json.put("count", loss.count()).put("unit", loss.unit());
    json.put("description", loss.description());
    if (loss.start() != null) {
      json.put("start", loss.start().toString());
    }
    if (loss.end() != null) {
      json.put("end", loss.end().toString());
    }
    return json;
  }
}

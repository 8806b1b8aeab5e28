package io.tapline.standalone.separate;

import io.tapline.rpc.listen.PublicAddress;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.ServeOptions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What each program of a site is told, as system properties of its process. */
final class ProgramSettings {
  private final ServeOptions options;
  private final DataDirectory data;

  ProgramSettings(ServeOptions options, DataDirectory data) {
    this.options = options;
    this.data = data;
  }

  /** Settings that were given to this process win. */
  Map<String, String> of(Program program) {
    Map<String, String> settings = new TreeMap<>();
    listen(settings, program);
    peers(settings);
    auth(settings);
    log(settings, program);
    switch (program) {
      case CAPTURE -> settings.put("tapline.capture.data-directory", data.capture().toString());
      case FLOWLOG -> flowlog(settings);
      case REPORT -> report(settings);
      case EVENTSTORE -> console(settings);
    }
    settings.putAll(given(System.getProperties()));
    return settings;
  }

  private void listen(Map<String, String> settings, Program program) {
    ListenAddress http = program.at(options.http());
    ListenAddress grpc = program.at(options.grpc());
    settings.put(PublicAddress.SETTING, Boolean.toString(options.grpc().publicAllowed()));
    settings.put("quarkus.http.host", http.host());
    settings.put("quarkus.http.port", Integer.toString(http.port()));
    settings.put("quarkus.grpc.server.host", grpc.host());
    settings.put("quarkus.grpc.server.port", Integer.toString(grpc.port()));
  }

  private void peers(Map<String, String> settings) {
    for (Program peer : Program.values()) {
      ListenAddress grpc = peer.at(options.grpc());
      String client = "quarkus.grpc.clients." + peer.title();
      settings.put(client + ".host", grpc.ownHost());
      settings.put(client + ".port", Integer.toString(grpc.port()));
    }
  }

  /** The services know each other by the token that the owner has for this run. */
  private void auth(Map<String, String> settings) {
    settings.put("tapline.auth.tokens", options.tokens().file().toAbsolutePath().toString());
    settings.put("tapline.auth.optional", Boolean.toString(options.tokens().optional()));
    settings.put("tapline.auth.owner-token-file", data.ownerToken().toString());
    settings.put("tapline.auth.service-token-file", data.ownerToken().toString());
  }

  private void log(Map<String, String> settings, Program program) {
    settings.put("quarkus.banner.enabled", "false");
    settings.put("quarkus.log.level", options.verbose() ? "INFO" : "WARN");
    settings.put("quarkus.log.category.\"io.tapline\".level", options.verbose() ? "DEBUG" : "INFO");
    settings.put("quarkus.log.console.stderr", "true");
    settings.put(
        "quarkus.log.console.format",
        "%d{yyyy-MM-dd HH:mm:ss} %-5p " + program.title() + " %c{1.}: %s%e%n");
  }

  private void flowlog(Map<String, String> settings) {
    MemoryBudget memory = options.memory();
    settings.put("tapline.flowlog.retention.database-directory", data.postgres().toString());
    settings.put("tapline.flowlog.cache-directory", data.flowlogCache().toString());
    settings.put(
        "tapline.flowlog.tables.memory-bytes",
        Long.toString(memory.tablesBytes((long) memory.heapMib() << 20)));
    settings.put("tapline.flowlog.filter-memory-bytes", Long.toString(memory.filterBytes()));
    settings.put("tapline.flowlog.engine.memory-mib", Integer.toString(memory.engineMib()));
    settings.put("tapline.flowlog.engine.writer-memory-mib", Integer.toString(memory.writerMib()));
    settings.put(
        "tapline.flowlog.engine.background-memory-mib", Integer.toString(memory.backgroundMib()));
  }

  private void report(Map<String, String> settings) {
    settings.put(
        "tapline.report.detections.state-file", data.report().resolve("detections").toString());
    settings.put(
        "tapline.report.detections.suppression-file",
        data.report().resolve("suppressions").toString());
    settings.put(
        "tapline.report.blocklist.directory", data.report().resolve("blocklists").toString());
  }

  private void console(Map<String, String> settings) {
    String console = "http://localhost:" + Program.REPORT.at(options.http()).port() + "/";
    settings.put("tapline.eventstore.notify.console-url", console);
  }

  private static Map<String, String> given(Properties properties) {
    Map<String, String> given = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("tapline.") || name.startsWith("quarkus.")) {
        given.put(name, properties.getProperty(name));
      }
    }
    return given;
  }
}

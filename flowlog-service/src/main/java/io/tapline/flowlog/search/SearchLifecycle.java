package io.tapline.flowlog.search;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.flowlog.FlowlogConfig;
import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.store.SegmentSnapshots;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what asks the query engine, and closes it. */
@Singleton
public class SearchLifecycle {
  @Produces
  @Singleton
  Engine engine(
      DuckDb duckDb,
      SegmentSnapshots snapshots,
      NetObjects netObjects,
      SearchConfig config,
      FlowlogConfig flowlog,
      MeterRegistry metrics) {
    Engine engine = new Engine(duckDb, snapshots, netObjects, config.deadline(), pinBytes(flowlog));
    FunctionCounter.builder("tapline.flowlog.questions.refused", duckDb, DuckDb::refusedTurns)
        .description("Questions refused because no turn came in time")
        .register(metrics);
    FunctionCounter.builder("tapline.flowlog.questions.gave.way", engine, Engine::gaveWay)
        .description("Questions that ended because others needed their memory")
        .register(metrics);
    Gauge.builder("tapline.flowlog.segments.unreadable", engine, Engine::unreadableSegments)
        .description("Segments that could not be read and are missing in answers")
        .register(metrics);
    return engine;
  }

  /** As many questions as are answered at a time keep no more than the cache may hold. */
  private static long pinBytes(FlowlogConfig flowlog) {
    return flowlog.cacheSizeBytes() / flowlog.engine().queries();
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }

  @Produces
  @Singleton
  Search search(Engine engine, SearchConfig config, MeterRegistry metrics) {
    Search search = new Search(engine, config.streams());
    FunctionCounter.builder("tapline.flowlog.streams.refused", search, Search::refusedStreams)
        .description("Streams refused because too many were being read")
        .register(metrics);
    return search;
  }

  @Produces
  @Singleton
  Aggregation aggregation(Engine engine) {
    return new Aggregation(engine);
  }

  @Produces
  @Singleton
  CommittedRows committedRows(Engine engine) {
    return new CommittedRows(engine);
  }
}

package io.tapline.standalone.serve;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Loads DuckDB's native library, 70 MB that its driver unpacks at every start, on a thread of its
 * own while PostgreSQL starts; else the gRPC server's start would wait for it.
 */
final class EngineLibrary {
  private EngineLibrary() {}

  /** Returns at once. A failure is reported by the connection log, which opens the engine. */
  static void loadInBackground() {
    Thread.ofPlatform().daemon().name("load-engine").start(EngineLibrary::load);
  }

  private static void load() {
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:")) {
      engine.getMetaData();
    } catch (SQLException | LinkageError e) {
      // The engine's own opening meets the same failure and says it.
    }
  }
}

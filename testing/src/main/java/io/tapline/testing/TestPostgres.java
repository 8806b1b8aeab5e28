package io.tapline.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own on the PostgreSQL that all tests of a process share. The server starts with
 * the first database, which takes seconds, and ends with the process; a database takes some
 * milliseconds. For any number of threads.
 */
public final class TestPostgres implements AutoCloseable {
  public static final String USER = "postgres";
  public static final String PASSWORD = "postgres";

  /**
   * What is shared is in system properties, not in fields: Quarkus loads this class once more for
   * each class loader. The names of the properties are constants, so they are the same objects for
   * all class loaders, and one of them is the lock.
   */
  private static final String PORT = "tapline.testing.postgres.port";

  private static final String COUNT = "tapline.testing.postgres.count";
  private static final String TEMPLATE = "tapline.testing.postgres.template.";

  private final String name;

  private TestPostgres(String name) {
    this.name = name;
  }

  /** A new, empty database. */
  public static TestPostgres empty() {
    return create("template1");
  }

  /**
   * A new database that is a copy of a template.
   *
   * @param template the template's name, lower-case letters and digits
   * @param fill fills the template when it is made; nothing may stay connected to it
   */
  public static TestPostgres copyOf(String template, Consumer<TestPostgres> fill) {
    synchronized (PORT) {
      if (System.getProperty(TEMPLATE + template) == null) {
        execute("CREATE DATABASE " + template);
        fill.accept(new TestPostgres(template));
        System.setProperty(TEMPLATE + template, "filled");
      }
    }
    return create(template);
  }

  private static TestPostgres create(String template) {
    TestPostgres created = new TestPostgres("test" + nextNumber());
    execute("CREATE DATABASE " + created.name + " TEMPLATE " + template);
    return created;
  }

  private static int nextNumber() {
    synchronized (PORT) {
      int number = Integer.getInteger(COUNT, 0) + 1;
      System.setProperty(COUNT, Integer.toString(number));
      return number;
    }
  }

  private static void execute(String sql) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The port of the server on localhost. */
  public static int port() {
    synchronized (PORT) {
      if (System.getProperty(PORT) == null) {
        System.setProperty(PORT, Integer.toString(startServer()));
      }
      return Integer.getInteger(PORT);
    }
  }

  /** It stops itself when the process ends. */
  private static int startServer() {
    try {
      return EmbeddedPostgres.builder().start().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database's name on the server. */
  public String name() {
    return name;
  }

  /** {@code jdbc:postgresql://localhost:port/name}. */
  public String jdbcUrl() {
    return jdbcUrl(name);
  }

  private static String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database;
  }

  /** A new connection, which the caller closes. */
  public Connection connect() throws SQLException {
    return connect(name);
  }

  /** Not by DriverManager, which knows the drivers of one class loader only. */
  private static Connection connect(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    return source.getConnection(USER, PASSWORD);
  }

  /** Drops the database, whoever is still connected to it. */
  @Override
  public void close() {
    execute("DROP DATABASE " + name + " WITH (FORCE)");
  }
}

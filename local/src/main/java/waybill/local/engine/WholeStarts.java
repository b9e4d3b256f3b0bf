package waybill.local.engine;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Lets no request in while a handler of DynamoDB Local is made. The list of what it can do is in
 * static fields, which each new handler begins anew: a request to another engine of this process
 * would find it half full and be refused as an unknown action.
 */
final class WholeStarts extends Handler.Wrapper {

  static final ReentrantReadWriteLock LISTS = new ReentrantReadWriteLock();

  WholeStarts(LocalDynamoDBServerHandler handler) {
    super(handler);
  }

  static LocalDynamoDBServerHandler make(Supplier<LocalDynamoDBServerHandler> handler) {
    LISTS.writeLock().lock();
    try {
      return handler.get();
    } finally {
      LISTS.writeLock().unlock();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    LISTS.readLock().lock();
    try {
      return super.handle(request, response, callback);
    } finally {
      LISTS.readLock().unlock();
    }
  }
}

package io.pgbelay.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Every method of some source files, measured as a reader meets it. */
final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {
    /**
     * One method.
     *
     * @param lines from the first brace to the last
     * @param nesting how deep conditions and loops stand in each other
     */
    record Measured(String file, String method, long lines, int nesting) {}

    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private final List<Measured> measured;
    private int depth;
    private int deepest;

    private Methods(CompilationUnitTree file, SourcePositions positions, List<Measured> measured) {
        this.file = file;
        this.positions = positions;
        this.measured = measured;
    }

    static List<Measured> of(List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var measured = new ArrayList<Measured>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, any -> {}, List.of(), null, sources);
            var positions = Trees.instance(task).getSourcePositions();
            task.parse().forEach(file -> new Methods(file, positions, measured).scan(file, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return measured;
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable Void none) {
        var outer = new int[] {depth, deepest};
        depth = 0;
        super.visitClass(node, null);
        depth = outer[0];
        deepest = outer[1];
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree node, @Nullable Void none) {
        depth = 0;
        deepest = 0;
        super.visitMethod(node, null);
        if (node.getBody() != null) {
            var lines = line(positions.getEndPosition(file, node.getBody()))
                    - line(positions.getStartPosition(file, node.getBody()))
                    + 1;
            measured.add(
                    new Measured(file.getSourceFile().getName(), node.getName().toString(), lines, deepest));
        }
        return null;
    }

    /** An else-if is no deeper than its if. */
    @Override
    public @Nullable Void visitIf(IfTree node, @Nullable Void none) {
        scan(node.getCondition(), null);
        deeper(node.getThenStatement());
        if (node.getElseStatement() instanceof IfTree next) {
            scan(next, null);
        } else {
            deeper(node.getElseStatement());
        }
        return null;
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree node, @Nullable Void none) {
        return deeper(node.getStatement());
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree node, @Nullable Void none) {
        return deeper(node.getStatement());
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree node, @Nullable Void none) {
        return deeper(node.getStatement());
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree node, @Nullable Void none) {
        return deeper(node.getStatement());
    }

    private @Nullable Void deeper(@Nullable Tree node) {
        if (node != null) {
            depth++;
            deepest = Math.max(deepest, depth);
            scan(node, null);
            depth--;
        }
        return null;
    }

    private long line(long position) {
        return file.getLineMap().getLineNumber(position);
    }
}

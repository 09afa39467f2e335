<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Achievement</name>
    <message>
        <source>Foreseen</source>
        <translation>预见</translation>
    </message>
    <message>
        <source>Say of a claim what will come before you try it, and be right.</source>
        <translation>在试验某个论断之前说出会出现什么，并且说对。</translation>
    </message>
    <message>
        <source>Drawn by hand</source>
        <translation>亲手画出</translation>
    </message>
    <message>
        <source>Draw the curve that you expect, of the shape that then comes.</source>
        <translation>画出你预期的曲线，而随后出现的正是这种形状。</translation>
    </message>
    <message>
        <source>Not so here</source>
        <translation>在此不成立</translation>
    </message>
    <message>
        <source>Try a claim of the literature that fails in this lab.</source>
        <translation>试验一个文献中的、在这个实验室里不成立的论断。</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>有始有终</translation>
    </message>
    <message>
        <source>Try every claim of a lesson.</source>
        <translation>试完一课的所有论断。</translation>
    </message>
    <message>
        <source>Hands on</source>
        <translation>亲自动手</translation>
    </message>
    <message>
        <source>While a lesson&apos;s own run trains, move a value that matters in it.</source>
        <translation>在一课自己的运行训练时，改动其中一个要紧的值。</translation>
    </message>
    <message>
        <source>Broken and mended</source>
        <translation>弄坏又修好</translation>
    </message>
    <message>
        <source>Spoil a lesson&apos;s run on purpose, and bring it back to where it goes well.</source>
        <translation>故意弄坏一课的运行，再让它恢复良好。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Reset</source>
        <translation>重置(&amp;R)</translation>
    </message>
    <message>
        <source>Reset &amp;all values</source>
        <translation>重置所有参数(&amp;A)</translation>
    </message>
    <message>
        <source>Begin again with the values that the window opened with</source>
        <translation>用窗口打开时的参数值重新开始</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>One &amp;step</source>
        <translation>单步(&amp;S)</translation>
    </message>
    <message>
        <source>One training step, then pause</source>
        <translation>训练一步，然后暂停</translation>
    </message>
    <message>
        <source>&amp;Ten steps</source>
        <translation>十步(&amp;T)</translation>
    </message>
    <message>
        <source>Ten training steps, then pause</source>
        <translation>训练十步，然后暂停</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save a view or the window as PNG, SVG or PDF</source>
        <translation>将某个视图或整个窗口保存为 PNG、SVG 或 PDF</translation>
    </message>
    <message>
        <source>Export &amp;metrics…</source>
        <translation>导出指标(&amp;M)…</translation>
    </message>
    <message>
        <source>Write every step&apos;s numbers to a CSV file</source>
        <translation>将每一步的数值写入 CSV 文件</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>End training and close the window</source>
        <translation>结束训练并关闭窗口</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>R&amp;edo</source>
        <translation>重做(&amp;E)</translation>
    </message>
    <message>
        <source>Reset &amp;layout</source>
        <translation>恢复布局(&amp;L)</translation>
    </message>
    <message>
        <source>All panels back to their places</source>
        <translation>所有面板回到原位</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Colours that go with the desktop</source>
        <translation>与桌面一致的颜色</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Dark text on a light ground</source>
        <translation>浅底深字</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Light text on a dark ground</source>
        <translation>深底浅字</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>The computer&apos;s language where there are texts in it</source>
        <translation>使用计算机的语言（若有相应译文）</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>按键与鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>What the keys and the mouse do</source>
        <translation>按键和鼠标的作用</translation>
    </message>
    <message>
        <source>&amp;About ContrastLab</source>
        <translation>关于 ContrastLab(&amp;A)</translation>
    </message>
    <message>
        <source>Version, licences and credits</source>
        <translation>版本、许可证与致谢</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>&amp;Play sound</source>
        <translation>播放声音(&amp;P)</translation>
    </message>
    <message>
        <source>Play the sound of the item under the pointer, or of the pinned one; again: its next voice</source>
        <translation>播放指针下样本的声音，没有则播放固定的样本；再按一次换下一种嗓音</translation>
    </message>
    <message>
        <source>&amp;Let the item go</source>
        <translation>取消固定样本(&amp;L)</translation>
    </message>
    <message>
        <source>Nothing pinned, nothing selected, silence</source>
        <translation>取消固定与选择，并停止播放</translation>
    </message>
    <message>
        <source>&amp;Open data…</source>
        <translation>打开数据(&amp;O)…</translation>
    </message>
    <message>
        <source>Look at files of your own and train on them</source>
        <translation>查看自己的文件并在其上训练</translation>
    </message>
    <message>
        <source>Data set &amp;gallery…</source>
        <translation>数据集库(&amp;G)…</translation>
    </message>
    <message>
        <source>Data sets that come with the program or with a package</source>
        <translation>随程序或软件包提供的数据集</translation>
    </message>
    <message>
        <source>Save r&amp;un as…</source>
        <translation>将运行另存为(&amp;U)…</translation>
    </message>
    <message>
        <source>Save the run so far with its checkpoints, for contrastlab-cli export</source>
        <translation>保存到目前为止的运行及其检查点，可用 contrastlab-cli export 导出</translation>
    </message>
    <message>
        <source>Export em&amp;beddings…</source>
        <translation>导出嵌入(&amp;B)…</translation>
    </message>
    <message>
        <source>Write embeddings, weights or all numbers for NumPy, TensorBoard and others</source>
        <translation>将嵌入、权重或全部数值导出给 NumPy、TensorBoard 等工具</translation>
    </message>
    <message>
        <source>Follow the &amp;newest step</source>
        <translation>跟随最新一步(&amp;N)</translation>
    </message>
    <message>
        <source>All views go with the run again, after a click on the loss plot</source>
        <translation>在损失图中点击之后，让所有视图重新跟随运行</translation>
    </message>
    <message>
        <source>The window over the whole screen in larger type, for an audience, and back</source>
        <translation>窗口铺满屏幕并放大文字，便于演示；再按一次恢复</translation>
    </message>
    <message>
        <source>Go back to the &amp;best</source>
        <translation>回到最佳(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>术语表(&amp;G)</translation>
    </message>
    <message>
        <source>Terms in plain words, with formulas</source>
        <translation>用平常话解释术语，附公式</translation>
    </message>
    <message>
        <source>The a&amp;rticle, mended</source>
        <translation>改好那篇文章(&amp;R)</translation>
    </message>
    <message>
        <source>The listing that this lab began from, line by line</source>
        <translation>本实验室由之而来的那段代码，逐行列出</translation>
    </message>
    <message>
        <source>&amp;Start page</source>
        <translation>起始页(&amp;S)</translation>
    </message>
    <message>
        <source>What this is in one picture, the lessons, recent runs</source>
        <translation>一张图看懂这是什么，以及各课和最近的训练</translation>
    </message>
    <message>
        <source>&amp;Lesson as PDF…</source>
        <translation>课程存为 PDF(&amp;L)…</translation>
    </message>
    <message>
        <source>The open lesson with what its claims came to here</source>
        <translation>当前课程及其各论断在这里的结果</translation>
    </message>
    <message>
        <source>Prin&amp;t lesson…</source>
        <translation>打印课程(&amp;T)…</translation>
    </message>
    <message>
        <source>The open lesson with what its claims came to here, on paper</source>
        <translation>把当前课程及其各论断在这里的结果打印出来</translation>
    </message>
    <message>
        <source>&amp;Presenter mode</source>
        <translation>演示模式(&amp;P)</translation>
    </message>
    <message>
        <source>Big type, thick lines, strong colours; Page Down and Page Up, as a clicker sends them, go through the lesson</source>
        <translation>大字、粗线、强对比色；翻页键（翻页笔所发）逐步走完一课</translation>
    </message>
    <message>
        <source>Go &amp;on in the lesson</source>
        <translation>课程中前进(&amp;O)</translation>
    </message>
    <message>
        <source>Its next part: text, each claim to predict and to try, question, answer</source>
        <translation>下一部分：正文、每个论断的预测与试验、问题、答案</translation>
    </message>
    <message>
        <source>Go &amp;back in the lesson</source>
        <translation>课程中后退(&amp;B)</translation>
    </message>
    <message>
        <source>The part of the lesson before</source>
        <translation>课程的上一部分</translation>
    </message>
    <message>
        <source>One step b&amp;ack in the recording</source>
        <translation>在记录中后退一步(&amp;A)</translation>
    </message>
    <message>
        <source>All views show the recorded step before, while training goes on; Right goes forward again</source>
        <translation>所有视图显示上一个已记录的步，训练照常进行；右方向键再向前</translation>
    </message>
    <message>
        <source>&amp;Branch here</source>
        <translation>从此处分支(&amp;B)</translation>
    </message>
    <message>
        <source>Open &amp;run…</source>
        <translation>打开运行(&amp;R)…</translation>
    </message>
    <message>
        <source>A recorded run with all that it was, to scrub, to branch and to go on; one that another program still trains is followed</source>
        <translation>打开一个记录下来的运行及其全部内容，可拖动查看、分支和继续训练；别的程序仍在训练的运行会被跟随</translation>
    </message>
    <message>
        <source>&amp;Export report…</source>
        <translation>导出报告(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the run as one HTML page for any browser: curves, frames to scrub, items, parameters</source>
        <translation>把这次运行写成一个网页，任何浏览器都能打开：曲线、可拖动的帧、样本、参数</translation>
    </message>
    <message>
        <source>Copy as &amp;command line</source>
        <translation>复制为命令行(&amp;C)</translation>
    </message>
    <message>
        <source>The command that does this run again</source>
        <translation>重现这次运行的命令</translation>
    </message>
    <message>
        <source>Copy as &amp;spec</source>
        <translation>复制为参数文件(&amp;S)</translation>
    </message>
    <message>
        <source>All parameters as they stand now, a file for --spec</source>
        <translation>当前的全部参数，可作为 --spec 的文件</translation>
    </message>
    <message>
        <source>Copy as P&amp;ython</source>
        <translation>复制为 Python(&amp;Y)</translation>
    </message>
    <message>
        <source>A whole script for PyTorch with this objective, towers, optimiser and schedule</source>
        <translation>完整的 PyTorch 脚本，含同样的目标函数、塔、优化器和调度</translation>
    </message>
    <message>
        <source>Ach&amp;ievements</source>
        <translation>成就(&amp;I)</translation>
    </message>
    <message>
        <source>Six small marks of what was done in lessons, on the start page and below the lessons</source>
        <translation>六个小标记，表示在课程中做过什么；位于开始页和课程下方</translation>
    </message>
    <message>
        <source>Begin again from the first step, with the values as they are; this run stays in the list of runs</source>
        <translation>以当前各值从第一步重新开始；这次运行保留在运行列表中</translation>
    </message>
    <message>
        <source>A new run from the very state that the views show, with the same batches; change what you like in it. This run stays in the list of runs</source>
        <translation>从各视图所示的状态开始一次新运行，批次相同；可任意更改其中的值。这次运行保留在运行列表中</translation>
    </message>
    <message>
        <source>The weights of the lowest held-out loss so far; this run stays in the list of runs</source>
        <translation>取留出损失最低时的权重；这次运行保留在运行列表中</translation>
    </message>
    <message>
        <source>Re&amp;cording of runs…</source>
        <translation>运行的录制(&amp;C)…</translation>
    </message>
    <message>
        <source>Whether every run of the window is written to a folder as it goes on, and how much of the disk it may take</source>
        <translation>窗口中的每次运行是否边训练边写入一个文件夹，以及最多占用多少磁盘空间</translation>
    </message>
    <message>
        <source>Train along with another &amp;value…</source>
        <translation>换一个值一同训练(&amp;V)…</translation>
    </message>
    <message>
        <source>A branch of the run of now with one other value, both step by step together from the same weights with the same batches, and their pictures side by side</source>
        <translation>从当前运行分出一个分支，只改一个值；两者权重相同、批次相同，逐步一同训练，图像并排显示</translation>
    </message>
    <message>
        <source>&amp;Film…</source>
        <translation>影片(&amp;F)…</translation>
    </message>
    <message>
        <source>Views over the steps of the run, side by side, as a film or as pictures</source>
        <translation>把各视图随步数的变化并排做成影片或一组图片</translation>
    </message>
    <message>
        <source>Undo and go &amp;back to before it</source>
        <translation>撤销并回到更改之前(&amp;B)</translation>
    </message>
    <message>
        <source>Take back the last change of a parameter, and go on in a new run from the step just before it; this run stays in the list of runs</source>
        <translation>撤销上一次参数修改，并从修改之前那一步开始一次新运行；这次运行保留在运行列表中</translation>
    </message>
    <message>
        <source>&amp;Find anything…</source>
        <translation>查找一切(&amp;F)…</translation>
    </message>
    <message>
        <source>Every action, parameter, item, run, step, lesson and data set by its name, in English or Chinese</source>
        <translation>按名称查找每个操作、参数、样本、运行、步、课程和数据集，中文或英文均可</translation>
    </message>
    <message>
        <source>&amp;Settings and keys…</source>
        <translation>设置与按键(&amp;S)…</translation>
    </message>
    <message>
        <source>Language, colours, recordings, threads, memory, and which keys do what</source>
        <translation>语言、颜色、录制、线程、内存，以及各按键的作用</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>学习(&amp;L)</translation>
    </message>
    <message>
        <source>Lessons beside curves, pairs and the projection</source>
        <translation>课程，以及曲线、配对和投影</translation>
    </message>
    <message>
        <source>&amp;Tune</source>
        <translation>调参(&amp;T)</translation>
    </message>
    <message>
        <source>Parameters beside curves, runs, sweep and diagnostics</source>
        <translation>参数，以及曲线、运行、扫描和诊断</translation>
    </message>
    <message>
        <source>&amp;Explore</source>
        <translation>探索(&amp;E)</translation>
    </message>
    <message>
        <source>Items: projection, pairs, table, search and the pinned one</source>
        <translation>样本：投影、配对、表格、搜索和固定的样本</translation>
    </message>
    <message>
        <source>&amp;Present</source>
        <translation>演示(&amp;P)</translation>
    </message>
    <message>
        <source>Curves, pairs and the projection alone, over the whole window; presenter mode makes them larger</source>
        <translation>只有曲线、配对和投影占满窗口；演示模式会把它们放大</translation>
    </message>
    <message>
        <source>&amp;Save layout as…</source>
        <translation>布局另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Which panels are in sight and where, under a name</source>
        <translation>用一个名称保存哪些面板可见、在何处</translation>
    </message>
    <message>
        <source>&amp;Own layouts…</source>
        <translation>我的布局(&amp;O)…</translation>
    </message>
    <message>
        <source>To rename, delete, write to a file and read from one</source>
        <translation>重命名、删除、写入文件和从文件读取</translation>
    </message>
    <message>
        <source>Take back what was done last: to parameters, layout, choices of items or runs</source>
        <translation>撤销最近所做的：参数、布局、样本的选择或运行</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>重做被撤销的操作</translation>
    </message>
    <message>
        <source>&amp;What was done…</source>
        <translation>操作历史(&amp;W)…</translation>
    </message>
    <message>
        <source>All that can be taken back, in its order; a click goes back to there, or forward again</source>
        <translation>可以撤销的一切，按先后排列；单击即回到那里，或再往前</translation>
    </message>
    <message>
        <source>Find in this &amp;list</source>
        <translation>在此列表中查找(&amp;L)</translation>
    </message>
    <message>
        <source>Among the items or the runs, where one works in their list, else among the parameters</source>
        <translation>焦点在样本或运行的列表中时在该列表里查找，否则在参数中查找</translation>
    </message>
</context>
<context>
    <name>Anatomy</name>
    <message>
        <source>no known word</source>
        <translation>没有已知的词</translation>
    </message>
    <message>
        <source>%1: %2, of length 1</source>
        <translation>%1：%2，长度为 1</translation>
    </message>
    <message>
        <source>%1 tower: z, and its length</source>
        <translation>%1塔：z 及其长度</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>How strongly the loss acts on each pair</source>
        <translation>损失对每一对作用的强弱</translation>
    </message>
    <message>
        <source>→ each %1 among all: rows sum to 1</source>
        <translation>→ 每个%1在全部候选中：每行之和为 1</translation>
    </message>
    <message>
        <source>← each %1 among all: columns sum to 1</source>
        <translation>← 每个%1在全部候选中：每列之和为 1</translation>
    </message>
    <message>
        <source>%1: where z is moved, −∂L/∂z</source>
        <translation>%1：z 被移动的方向，−∂L/∂z</translation>
    </message>
    <message>
        <source>→ each %1 looks for its %2</source>
        <translation>→ 每个%1寻找自己的%2</translation>
    </message>
    <message>
        <source>← each %1 looks for its %2</source>
        <translation>← 每个%1寻找自己的%2</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>随机猜测</translation>
    </message>
    <message>
        <source>this batch</source>
        <translation>这一批次</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1 %2 → z = %3, length |z| = %4</source>
        <comment>modality, item, vector, number</comment>
        <translation>%1%2 → z = %3，长度 |z| = %4</translation>
    </message>
    <message>
        <source>The loss of this run goes by the outputs before this stage: their lengths count, too.</source>
        <translation>这次运行的损失用的是这一步之前的输出：它们的长度也算数。</translation>
    </message>
    <message>
        <source>%1 %2 with %3 %4</source>
        <translation>%1%2 与 %3%4</translation>
    </message>
    <message>
        <source>The loss of this run has no temperature: nothing happens here.</source>
        <translation>这次运行的损失没有温度：这里什么也不发生。</translation>
    </message>
    <message>
        <source>A lead of 0.1 in cosine becomes a factor of %1 in the next stage.</source>
        <translation>余弦领先 0.1，到下一步就成为 %1 倍。</translation>
    </message>
    <message>
        <source>p = e^%1 / e^%2 = %3 for %4 %5 → %6 %7</source>
        <translation>p = e^%1 / e^%2 = %3：%4%5 → %6%7</translation>
    </message>
    <message>
        <source>e^%1 is the sum over all candidates in the batch.</source>
        <translation>e^%1 是对批次中全部候选求的和。</translation>
    </message>
    <message>
        <source>The loss of this run has no softmax over the batch. Shown instead: how strongly it acts on each pair.</source>
        <translation>这次运行的损失在批次上没有 softmax。这里改为显示它对每一对作用的强弱。</translation>
    </message>
    <message>
        <source>The loss of this run compares columns of numbers, not pairs: there is no softmax.</source>
        <translation>这次运行的损失比较的是数值的各列，而不是配对：没有 softmax。</translation>
    </message>
    <message>
        <source>%1 −ln p = −ln %2 = %3 for %4; mean of all %5: %6</source>
        <comment>arrow, share, loss, item, count, mean</comment>
        <translation>%1 −ln p = −ln %2 = %3（%4）；全部 %5 个的平均：%6</translation>
    </message>
    <message>
        <source>; of a guess: %1</source>
        <translation>；随机猜测：%1</translation>
    </message>
    <message>
        <source>%1 tower: weights of length %2 move by %3</source>
        <translation>%1塔：长度为 %2 的权重移动了 %3</translation>
    </message>
    <message>
        <source>%1 tower: gradient by its weights, of length %2</source>
        <translation>%1塔：对权重的梯度，长度 %2</translation>
    </message>
    <message>
        <source>The loss acts on no pair by itself. Shown: where each output is moved.</source>
        <translation>这种损失不单独作用于任何一对。这里显示每个输出被移动的方向。</translation>
    </message>
    <message>
        <source>below 0: drawn together</source>
        <translation>小于 0：被拉近</translation>
    </message>
    <message>
        <source>above 0: driven apart</source>
        <translation>大于 0：被推开</translation>
    </message>
    <message>
        <source>0: left alone</source>
        <translation>0：不受作用</translation>
    </message>
    <message>
        <source>%1 %2 and %3 %4 – %5</source>
        <translation>%1%2 与 %3%4 – %5</translation>
    </message>
    <message>
        <source>gradient shortened to %1 of its length</source>
        <translation>梯度被缩短到原长的 %1</translation>
    </message>
    <message>
        <source>looked at the loss %1 times</source>
        <translation>计算了 %1 次损失</translation>
    </message>
    <message>
        <source>found no step that lowers the loss</source>
        <translation>没有找到使损失下降的步长</translation>
    </message>
    <message>
        <source>Foretold for the record of step %1: loss %2</source>
        <translation>预告第 %1 步将记录的损失：%2</translation>
    </message>
    <message>
        <source>Step %1: foretold loss %2, recorded %3</source>
        <translation>第 %1 步：预告的损失 %2，记录的损失 %3</translation>
    </message>
    <message>
        <source> – the same to the last digit</source>
        <translation> – 到最后一位都相同</translation>
    </message>
    <message>
        <source> – a value was changed in between</source>
        <translation> – 其间改动过某个参数</translation>
    </message>
    <message>
        <source>This step ends the run: a loss, gradient or weight is no number any more.</source>
        <translation>这一步会终止运行：损失、梯度或权重已不再是数。</translation>
    </message>
    <message>
        <source>   loss of this batch: %1 → %2</source>
        <translation>   这一批次的损失：%1 → %2</translation>
    </message>
    <message>
        <source>Mean cosine of partners: %1 → %2, of all others: %3 → %4</source>
        <translation>配对的平均余弦：%1 → %2，其余：%3 → %4</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>抽样</translation>
    </message>
    <message>
        <source>Encode</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Pairs are drawn at random: this is what the towers get.</source>
        <translation>随机抽取配对：这就是各塔得到的输入。</translation>
    </message>
    <message>
        <source>Each tower turns its half of a pair into %1 numbers.</source>
        <translation>每个塔把配对中自己的一半变成 %1 个数。</translation>
    </message>
    <message>
        <source>Numbers are divided by their length: what is left is a direction.</source>
        <translation>把这些数除以其长度：剩下的是一个方向。</translation>
    </message>
    <message>
        <source>Every %1 is compared with every %2: the cosine of their directions.</source>
        <translation>每个%1与每个%2比较：两者方向的余弦。</translation>
    </message>
    <message>
        <source>Cosines are divided by the temperature, which widens small leads.</source>
        <translation>余弦除以温度，微小的领先因此被放大。</translation>
    </message>
    <message>
        <source>Each shares out 1 over all candidates: the higher, the surer.</source>
        <translation>每个把 1 分给全部候选：份额越高，越有把握。</translation>
    </message>
    <message>
        <source>This loss has no softmax: it weighs in a way of its own.</source>
        <translation>这种损失没有 softmax：它用自己的方式加权。</translation>
    </message>
    <message>
        <source>The smaller the share of the right partner, the larger the loss.</source>
        <translation>正确搭档的份额越小，损失越大。</translation>
    </message>
    <message>
        <source>One number says how wrong the batch is: the loss.</source>
        <translation>一个数说明这一批次错了多少：损失。</translation>
    </message>
    <message>
        <source>What would lower the loss: blue pairs together, orange ones apart.</source>
        <translation>怎样降低损失：蓝色的配对拉近，橙色的推开。</translation>
    </message>
    <message>
        <source>The weights moved: blue pairs came closer, orange ones apart.</source>
        <translation>权重移动了：蓝色的配对靠近了，橙色的远离了。</translation>
    </message>
    <message>
        <source>%1 of %2 training items, each once an epoch</source>
        <translation>%2 个训练样本中的 %1 个，每轮各用一次</translation>
    </message>
    <message>
        <source>Row i of one tower and row i of the other belong together.</source>
        <translation>一个塔的第 i 行与另一个塔的第 i 行属于同一对。</translation>
    </message>
    <message>
        <source>%1 of them have both halves.</source>
        <translation>其中 %1 个两半齐全。</translation>
    </message>
    <message>
        <source>No loss sees this pair of modalities: what happens to it comes from the others.</source>
        <translation>没有损失作用于这两种模态：它的变化来自其他各对。</translation>
    </message>
    <message>
        <source>Too few items of this batch have both halves: the loss leaves them out.</source>
        <translation>这一批次中两半齐全的样本太少：损失不计它们。</translation>
    </message>
    <message>
        <source>Step %1: %2 of %3 pairs shown, numbers are of all</source>
        <translation>第 %1 步：显示 %3 对中的 %2 对，数值针对全部</translation>
    </message>
    <message>
        <source>Step %1: all %2 pairs shown</source>
        <translation>第 %1 步：显示全部 %2 对</translation>
    </message>
    <message>
        <source>mean over the nested widths of: %1</source>
        <translation>在嵌套维数上取平均：%1</translation>
    </message>
    <message>
        <source>The loss of this run is a mean over several widths of the embeddings: there is one softmax for each width.</source>
        <translation>这次运行的损失是嵌入的几个维数上的平均：每个维数各有一个 softmax。</translation>
    </message>
    <message>
        <source>Each width acts on its own cosines. Shown: where each output is moved.</source>
        <translation>每个维数作用于自己的余弦。这里显示每个输出被推向哪里。</translation>
    </message>
</context>
<context>
    <name>CellText</name>
    <message>
        <source>%1: pulled together</source>
        <translation>%1：拉近</translation>
    </message>
    <message>
        <source>%1: pushed apart</source>
        <translation>%1：推开</translation>
    </message>
    <message>
        <source>row: p = eˣ / (eˣ + %1 others) = e^(%2 − %3) = %4</source>
        <translation>行：p = eˣ / (eˣ + 其他 %1 项) = e^(%2 − %3) = %4</translation>
    </message>
    <message>
        <source>column: q = eˣ / (eˣ + %1 others) = e^(%2 − %3) = %4</source>
        <translation>列：q = eˣ / (eˣ + 其他 %1 项) = e^(%2 − %3) = %4</translation>
    </message>
    <message>
        <source>row: %1</source>
        <translation>行：%1</translation>
    </message>
    <message>
        <source>column: %1</source>
        <translation>列：%1</translation>
    </message>
    <message>
        <source>p = e^(−t D²) / the same of all pairs = %1</source>
        <translation>p = e^(−t D²) / 所有两两之和 = %1</translation>
    </message>
    <message>
        <source>a positive of %1</source>
        <translation>%1 的正样本</translation>
    </message>
    <message>
        <source>a negative of %1</source>
        <translation>%1 的负样本</translation>
    </message>
    <message>
        <source>a false negative of %1: of one group or content</source>
        <translation>%1 的假负样本：类别或内容相同</translation>
    </message>
    <message>
        <source>left out by %1</source>
        <translation>%1 不考虑</translation>
    </message>
    <message>
        <source>by row %1%, by column %2%</source>
        <comment>probabilities of a cell</comment>
        <translation>按行 %1%，按列 %2%</translation>
    </message>
    <message>
        <source>No objective sees these two modalities: nothing pulls or pushes here.</source>
        <translation>没有目标函数涉及这两个模态：这里既无拉近也无推开。</translation>
    </message>
    <message>
        <source>%1 compares dimensions, not items: no cell has a pull of its own.</source>
        <translation>%1 比较的是维度而不是样本：单个单元格没有自己的拉力。</translation>
    </message>
    <message>
        <source>%1 takes embeddings of any length: its pull is no function of cosines.</source>
        <translation>%1 使用未归一化的嵌入：它的拉力不是余弦的函数。</translation>
    </message>
    <message>
        <source>This run was recorded without embeddings of training items.</source>
        <translation>这次运行的记录中没有训练样本的嵌入。</translation>
    </message>
    <message>
        <source>%1 needs two items at least.</source>
        <translation>%1 至少需要两个样本。</translation>
    </message>
    <message>
        <source>the same item: cosine 1</source>
        <translation>同一样本：余弦为 1</translation>
    </message>
    <message>
        <source>The loss is a mean over several widths of the embeddings: its pull is no function of these cosines alone.</source>
        <translation>损失是嵌入的几个维数上的平均：它的拉力不只由这些余弦决定。</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>chance</source>
        <translation>随机水平</translation>
    </message>
    <message>
        <source>Share of held-out items whose partner is among the first k when the other modality is sorted by cosine. Ties count in order of place, so a collapsed model scores as a guess.</source>
        <translation>把另一模态按余弦排序后，配对项排在前 k 名的留出项所占比例。并列按位置先后计，因此坍塌的模型得分等于随机水平。</translation>
    </message>
    <message>
        <source>as open_clip counts it</source>
        <translation>按 open_clip 的算法</translation>
    </message>
    <message>
        <source>recall@1 %1 → %2</source>
        <translation>召回@1 %1 → %2</translation>
    </message>
    <message>
        <source>recall@5 %1 → %2</source>
        <translation>召回@5 %1 → %2</translation>
    </message>
    <message>
        <source>recall@10 %1 → %2</source>
        <translation>召回@10 %1 → %2</translation>
    </message>
    <message>
        <source>median rank %1 → %2</source>
        <translation>中位排名 %1 → %2</translation>
    </message>
    <message>
        <source>The rank that half of the partners reach or beat.</source>
        <translation>一半的配对项达到或优于的排名。</translation>
    </message>
    <message>
        <source>overlap AUC</source>
        <translation>重叠 AUC</translation>
    </message>
    <message>
        <source>Chance that a pair that belongs together has a higher cosine than one that does not.</source>
        <translation>真配对的余弦高于假配对的概率。</translation>
    </message>
    <message>
        <source>0 to 1; a guess: 0.5</source>
        <translation>0 到 1；随机水平：0.5</translation>
    </message>
    <message>
        <source>area under the ROC curve</source>
        <translation>ROC 曲线下面积</translation>
    </message>
    <message>
        <source>effective negatives</source>
        <translation>有效负样本数</translation>
    </message>
    <message>
        <source>How many negatives share the push of a row: e to the entropy of their softmax weights. Falls with the temperature.</source>
        <translation>一行中有多少负样本分担推力：其 softmax 权重熵的指数。随温度降低而减少。</translation>
    </message>
    <message>
        <source>1 to N − 1</source>
        <translation>1 到 N − 1</translation>
    </message>
    <message>
        <source>Wang and Liu 2021, relative penalty</source>
        <translation>Wang 与 Liu 2021，相对惩罚</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>alignment</source>
        <translation>对齐度</translation>
    </message>
    <message>
        <source>Mean squared distance of the two embeddings of an item.</source>
        <translation>同一项两个嵌入之间距离平方的均值。</translation>
    </message>
    <message>
        <source>0 (equal) to 4 (opposite); 2: unrelated</source>
        <translation>0（相同）到 4（相反）；2：无关</translation>
    </message>
    <message>
        <source>Wang and Isola 2020</source>
        <translation>Wang 与 Isola 2020</translation>
    </message>
    <message>
        <source>unrelated</source>
        <translation>无关</translation>
    </message>
    <message>
        <source>modality gap</source>
        <translation>模态间隙</translation>
    </message>
    <message>
        <source>Distance between the mean embeddings of the two modalities.</source>
        <translation>两个模态平均嵌入之间的距离。</translation>
    </message>
    <message>
        <source>0 to 2; 0.82 in CLIP</source>
        <translation>0 到 2；CLIP 中为 0.82</translation>
    </message>
    <message>
        <source>Liang et al. 2022</source>
        <translation>Liang 等 2022</translation>
    </message>
    <message>
        <source>“which modality?”</source>
        <translation>“哪个模态？”</translation>
    </message>
    <message>
        <source>Accuracy of a linear classifier that is asked which modality an embedding comes from.</source>
        <translation>判断嵌入来自哪个模态的线性分类器的准确率。</translation>
    </message>
    <message>
        <source>0.5: the two lie mixed; 1: a plane parts them</source>
        <translation>0.5：两者混在一起；1：一个平面即可分开</translation>
    </message>
    <message>
        <source>logistic regression on every other item</source>
        <translation>在隔项样本上做逻辑回归</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>uniformity, %1</source>
        <translation>均匀度，%1</translation>
    </message>
    <message>
        <source>ln of the mean of e^(−2 d²) over all pairs of embeddings, d their distance: the lower, the more evenly they are spread.</source>
        <translation>所有嵌入对的 e^(−2 d²) 均值的对数，d 为距离：越低，分布越均匀。</translation>
    </message>
    <message>
        <source>0: all equal; the line: spread evenly over the sphere</source>
        <translation>0：全部相同；参考线：在球面上均匀分布</translation>
    </message>
    <message>
        <source>sphere</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>RankMe, %1</source>
        <translation>RankMe，%1</translation>
    </message>
    <message>
        <source>Effective rank of the embeddings: e to the entropy of their singular values.</source>
        <translation>嵌入的有效秩：奇异值熵的指数。</translation>
    </message>
    <message>
        <source>1 to min(N, d); below the line: dimensional collapse</source>
        <translation>1 到 min(N, d)；低于参考线：维度坍塌</translation>
    </message>
    <message>
        <source>Garrido et al. 2023</source>
        <translation>Garrido 等 2023</translation>
    </message>
    <message>
        <source>0.3 d</source>
        <translation>0.3 d</translation>
    </message>
    <message>
        <source>participation ratio, %1</source>
        <translation>参与比，%1</translation>
    </message>
    <message>
        <source>How many directions share the variance: (tr C)² / tr(C²) of the covariance C.</source>
        <translation>有多少方向分担方差：协方差 C 的 (tr C)² / tr(C²)。</translation>
    </message>
    <message>
        <source>0 (none varies), 1 to min(N, d)</source>
        <translation>0（毫无变化），1 到 min(N, d)</translation>
    </message>
    <message>
        <source>a cheaper relative of RankMe</source>
        <translation>RankMe 的廉价近似</translation>
    </message>
    <message>
        <source>temperature τ</source>
        <translation>温度 τ</translation>
    </message>
    <message>
        <source>Cosines are divided by it before the softmax; the scale is 1 / τ.</source>
        <translation>余弦在 softmax 前除以它；缩放为 1 / τ。</translation>
    </message>
    <message>
        <source>learned: 0.01 to 1, the lines</source>
        <translation>学习时：0.01 到 1，即参考线</translation>
    </message>
    <message>
        <source>CLIP (Radford et al. 2021)</source>
        <translation>CLIP（Radford 等 2021）</translation>
    </message>
    <message>
        <source>clamp</source>
        <translation>限幅</translation>
    </message>
    <message>
        <source>information bound</source>
        <translation>信息下界</translation>
    </message>
    <message>
        <source>ln N − loss, in nats: the modalities share at least so much information. Never more than ln N, the line.</source>
        <translation>ln N − 损失（奈特）：两个模态至少共享这么多信息。绝不超过参考线 ln N。</translation>
    </message>
    <message>
        <source>at most ln N; none but for InfoNCE</source>
        <translation>至多 ln N；仅对 InfoNCE 有意义</translation>
    </message>
    <message>
        <source>van den Oord et al. 2018; Poole et al. 2019</source>
        <translation>van den Oord 等 2018；Poole 等 2019</translation>
    </message>
    <message>
        <source>gradient norm, %1</source>
        <translation>梯度范数，%1</translation>
    </message>
    <message>
        <source>Length of the gradient of this tower&apos;s weights.</source>
        <translation>该塔权重梯度的长度。</translation>
    </message>
    <message>
        <source>0: frozen, or nothing left to learn</source>
        <translation>0：已冻结，或已无可学</translation>
    </message>
    <message>
        <source>mean of the last 16 steps</source>
        <translation>最近 16 步的均值</translation>
    </message>
    <message>
        <source>update ratio</source>
        <translation>更新比</translation>
    </message>
    <message>
        <source>Length of a step over the length of all weights.</source>
        <translation>一步的长度与全部权重长度之比。</translation>
    </message>
    <message>
        <source>about 0.001 to 0.01; below, training crawls; above, it jumps</source>
        <translation>约 0.001 到 0.01；更低则训练缓慢，更高则跳动</translation>
    </message>
    <message>
        <source>false negatives&apos; share</source>
        <translation>假负样本占比</translation>
    </message>
    <message>
        <source>Share of the negatives&apos; push that comes from items of the same group. The line: their share of all negatives.</source>
        <translation>负样本推力中来自同组项的比例。参考线：同组项在全部负样本中的比例。</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>Wang and Liu 2021; Chuang et al. 2020</source>
        <translation>Wang 与 Liu 2021；Chuang 等 2020</translation>
    </message>
    <message>
        <source>of all</source>
        <translation>占全部</translation>
    </message>
    <message>
        <source>tolerance, %1</source>
        <translation>容忍度，%1</translation>
    </message>
    <message>
        <source>Mean cosine of two items of the same group.</source>
        <translation>同组两项的平均余弦。</translation>
    </message>
    <message>
        <source>−1 to 1</source>
        <translation>−1 到 1</translation>
    </message>
    <message>
        <source>Wang and Liu 2021</source>
        <translation>Wang 与 Liu 2021</translation>
    </message>
    <message>
        <source>neighbour probe, %1</source>
        <translation>近邻探针，%1</translation>
    </message>
    <message>
        <source>Share of items whose 20 nearest neighbours vote for their group.</source>
        <translation>20 个最近邻投票正确的项所占比例。</translation>
    </message>
    <message>
        <source>Wu et al. 2018, temperature 0.07</source>
        <translation>Wu 等 2018，温度 0.07</translation>
    </message>
    <message>
        <source>linear probe, %1</source>
        <translation>线性探针，%1</translation>
    </message>
    <message>
        <source>Accuracy of a linear classifier of the groups, fitted on every other item and asked about the rest.</source>
        <translation>在隔项样本上拟合、对其余项判断组别的线性分类器的准确率。</translation>
    </message>
    <message>
        <source>logistic regression with an L2 penalty</source>
        <translation>带 L2 惩罚的逻辑回归</translation>
    </message>
    <message>
        <source>Retrieval of held-out items</source>
        <translation>留出项的检索</translation>
    </message>
    <message>
        <source>Similarity of the two modalities</source>
        <translation>两个模态的相似度</translation>
    </message>
    <message>
        <source>Geometry of each modality</source>
        <translation>各模态的几何</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组别</translation>
    </message>
    <message>
        <source>0 to 1; a guess: k / N, more where items repeat</source>
        <translation>0 到 1；随机水平：k / N，样本有重复时更高</translation>
    </message>
    <message>
        <source>1 to N, the lower the better; a guess: N / 2, less where items repeat</source>
        <translation>1 到 N，越低越好；随机水平：N / 2，样本有重复时更低</translation>
    </message>
    <message>
        <source>0 to 1; a guess: 1 / %1</source>
        <translation>0 到 1；随机水平：1 / %1</translation>
    </message>
    <message>
        <source>zero-shot, as CLIP classifies (Radford et al. 2021)</source>
        <translation>零样本，即 CLIP 的分类方式（Radford et al. 2021）</translation>
    </message>
    <message>
        <source>Accuracy by class</source>
        <translation>各类别准确率</translation>
    </message>
    <message>
        <source>Share of the class&apos;s held-out items, %1 at most, whose nearest class name is their own.</source>
        <translation>该类别的留出样本（至多 %1 个）中，最近的类别名称就是自己名称的比例。</translation>
    </message>
</context>
<context>
    <name>EventMarker</name>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>line search: no step</source>
        <translation>线搜索：无可行步</translation>
    </message>
    <message>
        <source>the end, by %1</source>
        <translation>结束：%1</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>%1 of %2 steps seen since the last change: too early to tell.</source>
        <translation>自上次更改以来只有 %1 步（需要 %2 步）：为时尚早。</translation>
    </message>
    <message>
        <source>Training goes well: the loss is %1; a model that guesses has %2.</source>
        <translation>训练良好：损失为 %1；随机猜测的模型为 %2。</translation>
    </message>
    <message>
        <source>Training goes well: the loss is %1, and held-out pairs are found.</source>
        <translation>训练良好：损失为 %1，留出配对能被找到。</translation>
    </message>
    <message>
        <source>The loss, %1, is still near that of a guess, %2, but it falls.</source>
        <translation>损失 %1 仍接近随机猜测的 %2，但在下降。</translation>
    </message>
    <message>
        <source>The loss, %1, stays near that of a guess, %2, and none of the usual causes is seen. Do the pairs belong together?</source>
        <translation>损失 %1 停在随机猜测的 %2 附近，且看不到常见原因。这些配对真的相关吗？</translation>
    </message>
    <message>
        <source>The loss stopped being a number at step %1.</source>
        <translation>损失在第 %1 步不再是数字。</translation>
    </message>
    <message>
        <source>The loss, %1, stays near that of a guess, %2. The learning rate %3 is too low: a step moves the weights by %4 of their length, where 0.001 to 0.01 is usual.</source>
        <translation>损失 %1 停在随机猜测的 %2 附近。学习率 %3 太低：一步只移动权重长度的 %4，通常为 0.001 到 0.01。</translation>
    </message>
    <message>
        <source>The loss, %1, jumps or does not leave that of a guess, %2. The learning rate %3 is too high: a step moves the weights by %4 of their length, where 0.001 to 0.01 is usual.</source>
        <translation>损失 %1 跳动或离不开随机猜测的 %2。学习率 %3 太高：一步移动权重长度的 %4，通常为 0.001 到 0.01。</translation>
    </message>
    <message>
        <source>The training loss falls to %1, but held-out pairs are found no better than by a guess (median rank %2 of %3): the model learns its pairs by heart. Do the pairs belong together?</source>
        <translation>训练损失降到 %1，但留出配对的检索不比随机猜测好（中位排名 %2 / %3）：模型在死记配对。这些配对真的相关吗？</translation>
    </message>
    <message>
        <source>Overfitting: recall@1 was %2 at step %3 and is %1 now. Stop earlier, or train on more pairs.</source>
        <translation>过拟合：召回@1 在第 %3 步为 %2，现在为 %1。请提前停止，或用更多配对训练。</translation>
    </message>
    <message>
        <source>The held-out loss has risen from %2 at step %3 to %1, but recall holds: the model is too sure of itself. No reason to stop.</source>
        <translation>留出损失从第 %3 步的 %2 升到 %1，但召回未降：模型过于自信，不必因此停止。</translation>
    </message>
    <message>
        <source>The temperature %1 is too high: with it no embeddings reach a loss below %2, and a model that guesses has %3.</source>
        <translation>温度 %1 太高：在此温度下任何嵌入的损失都不会低于 %2，而随机猜测为 %3。</translation>
    </message>
    <message>
        <source>The temperature %1 is too low: of all negatives only about %2 push, the nearest ones.</source>
        <translation>温度 %1 太低：全部负样本中只有最近的约 %2 个在起推动作用。</translation>
    </message>
    <message>
        <source>The learned temperature lies at its lower end, %1. Usual where the training pairs are told apart with ease; a sign of overfitting if the held-out loss rises.</source>
        <translation>学习到的温度停在下限 %1。训练配对容易区分时常见；若留出损失上升，则是过拟合的迹象。</translation>
    </message>
    <message>
        <source>The learned temperature lies at its upper end, %1. Usual where many pairs do not belong together.</source>
        <translation>学习到的温度停在上限 %1。许多配对并不相关时常见。</translation>
    </message>
    <message>
        <source>A batch of one pair has no negatives: nothing is learned.</source>
        <translation>只有一对的批次没有负样本：什么也学不到。</translation>
    </message>
    <message>
        <source>All towers are frozen: nothing is learned.</source>
        <translation>所有塔都已冻结：什么也学不到。</translation>
    </message>
    <message>
        <source>Items repeat each other, captions for one: no embeddings bring the mean loss below E[ln m] = %1, m copies to a batch. It is %2 now; a model that guesses has %3.</source>
        <translation>有些项互相重复（例如标题）：任何嵌入的平均损失都不会低于 E[ln m] = %1，m 为批次内的副本数。现在是 %2；随机猜测为 %3。</translation>
    </message>
    <message>
        <source>Alignment alone is at its best when all embeddings are equal: without uniformity they collapse.</source>
        <translation>只有对齐项时，全部嵌入相同即为最优：没有均匀项就会坍塌。</translation>
    </message>
    <message>
        <source>Without its variance term VICReg is at its best when all embeddings are equal: they collapse.</source>
        <translation>没有方差项时，VICReg 在全部嵌入相同时最优：嵌入会坍塌。</translation>
    </message>
    <message>
        <source>With a margin of 0 equal embeddings have a loss of 0: nothing keeps them apart.</source>
        <translation>间隔为 0 时，相同的嵌入损失为 0：没有什么能把它们分开。</translation>
    </message>
    <message>
        <source>The loss, %1, stays at %2, that of equal embeddings: the hardest negatives alone pull everything to one point.</source>
        <translation>损失 %1 停在 %2，即嵌入全部相同时的值：只用最难的负样本会把一切拉到一点。</translation>
    </message>
    <message>
        <source>SigLIP&apos;s bias is fixed at %1: above −ln(N − 1) = %2 the negatives drown the positives, and a modality gap stays.</source>
        <translation>SigLIP 的偏置固定为 %1：高于 −ln(N − 1) = %2 时负样本会淹没正样本，模态间隙也会保留。</translation>
    </message>
    <message>
        <source>The listing takes the logarithm of a ratio of raw similarities: where a similarity is negative, it is not a number.</source>
        <translation>该代码清单对原始相似度之比取对数：相似度为负时结果不是数字。</translation>
    </message>
    <message>
        <source>The embeddings fill few of their dimensions: effective rank %1 of %2 (dimensional collapse).</source>
        <translation>嵌入只占用了少数维度：有效秩 %1 / %2（维度坍塌）。</translation>
    </message>
    <message>
        <source>the margin %1</source>
        <translation>间隔 %1</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <comment>parameter, value</comment>
        <translation>将“%1”设为 %2</translation>
    </message>
    <message>
        <source>The line search finds no step that lowers the loss (%1 of the last %2 steps): this batch is at its minimum, or at a kink that no line leads down from. Draw batches more often (hold each for fewer steps), or choose an optimiser without a line search.</source>
        <translation>线搜索找不到能降低损失的步长（最近 %2 步中有 %1 步）：这一批已到极小值，或处在沿任何方向都降不下去的折点。请更频繁地换批（每批保持更少的步数），或改用不需要线搜索的优化器。</translation>
    </message>
    <message>
        <source>The loss stopped being a number at step %1. What most likely did it: %2.</source>
        <translation>损失在第 %1 步不再是数值。最可能的原因：%2。</translation>
    </message>
    <message>
        <source>Held-out pairs are found no better than by a guess any more, and the weights are spoilt. What most likely did it: %1.</source>
        <translation>留出配对的检索已退回到猜测水平，权重已被破坏。最可能的原因：%1。</translation>
    </message>
    <message>
        <source>of the first modality</source>
        <translation>第一个模态的</translation>
    </message>
    <message>
        <source>of the second modality</source>
        <translation>第二个模态的</translation>
    </message>
    <message>
        <source>within each modality</source>
        <translation>每个模态内部的</translation>
    </message>
    <message>
        <source>Complete collapse: all embeddings %1 are nearly equal (their spread is %2, where the whole sphere has 1).</source>
        <comment>where, spread</comment>
        <translation>完全坍塌：%1所有嵌入几乎相同（散布为 %2，布满整个球面时为 1）。</translation>
    </message>
    <message>
        <source>Go back to step %1, with %2 %3</source>
        <comment>step, parameter, value</comment>
        <translation>回到第 %1 步，%2设为 %3</translation>
    </message>
    <message>
        <source>Restart with %1 %2</source>
        <comment>parameter, value</comment>
        <translation>以%1 %2 重新开始</translation>
    </message>
    <message>
        <source>%1 went from %2 to %3 at step %4</source>
        <comment>parameter, values, step</comment>
        <translation>第 %4 步%1由 %2 改为 %3</translation>
    </message>
    <message>
        <source>The loss, %1, is below that of a guess, %2, but held-out pairs are found no better than by a guess yet.</source>
        <translation>损失 %1 已低于随机猜测的 %2，但留出配对的辨认还不比随机猜测好。</translation>
    </message>
    <message>
        <source>The loss is %1, but held-out pairs are found no better than by a guess yet.</source>
        <translation>损失为 %1，但留出配对的辨认还不比随机猜测好。</translation>
    </message>
    <message>
        <source>Reconstruction goes well: the loss is %1; telling the mean of all items has %2.</source>
        <translation>重建良好：损失为 %1；只说所有样本的平均值时为 %2。</translation>
    </message>
    <message>
        <source>Reconstruction goes on: the loss is %1.</source>
        <translation>正在重建：损失为 %1。</translation>
    </message>
    <message>
        <source>The decoders tell no more than the mean of all items: the loss, %1, stays near %2.</source>
        <translation>解码器只能说出所有样本的平均值：损失 %1 停在 %2 附近。</translation>
    </message>
    <message>
        <source>The loss of held-out items has risen from %2 at step %3 to %1: the decoders learn the training items by heart. Stop earlier, or train on more items.</source>
        <translation>留出样本的损失从第 %3 步的 %2 升到 %1：解码器在死记训练样本。请更早停止，或用更多样本训练。</translation>
    </message>
    <message>
        <source>The discriminator tells the modalities apart: its loss is %1; where it cannot, %2.</source>
        <translation>判别器能区分各模态：其损失为 %1；无法区分时为 %2。</translation>
    </message>
    <message>
        <source>The discriminator can hardly tell the modalities apart: its loss is %1, a guess has %2. That finds no partners.</source>
        <translation>判别器几乎无法区分各模态：其损失为 %1，随机猜测为 %2。但这并不能找到配对。</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Emoji</source>
        <translation>表情符号</translation>
    </message>
    <message>
        <source>853 things, each drawn in four styles, named in English and Chinese, and spoken.</source>
        <translation>853 个事物，各有四种画风，配有中英文名称和语音。</translation>
    </message>
    <message>
        <source>Synthetic world</source>
        <translation>合成世界</translation>
    </message>
    <message>
        <source>Latent classes seen through two or three modalities, with noise and mismatch as you set them.</source>
        <translation>潜在类别经两到三个模态呈现，噪声与错配可自行设定。</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>70,000 pictures of clothes and their ten class names: many pairs share a caption.</source>
        <translation>70,000 张服饰图片与十个类别名称：许多配对共用同一描述。</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>1,797 digits of 8 x 8 pixels and their names.</source>
        <translation>1,797 个 8 x 8 像素的数字及其名称。</translation>
    </message>
    <message>
        <source>People at work</source>
        <translation>工作中的人</translation>
    </message>
    <message>
        <source>360 people in two styles: woman, man or neither said, 20 professions, six skin tones; every fifth combination is held out.</source>
        <translation>360 个人物，两种画风：女、男或未指明，20 种职业，六种肤色；每五种组合留出一种。</translation>
    </message>
    <message>
        <source>Emoji, pretrained</source>
        <translation>表情符号（预训练）</translation>
    </message>
    <message>
        <source>The same, but the pictures as a network sees them that was trained on photos: only a projection is learnt.</source>
        <translation>同样的样本，但图像先经过一个用照片训练好的网络：只需学习一个投影。</translation>
    </message>
    <message>
        <source>All emoji</source>
        <translation>全部表情符号</translation>
    </message>
    <message>
        <source>1,594: the things, and faces, people, symbols and flags in the same four styles, named in both languages.</source>
        <translation>共 1,594 个：事物，再加上同样四种画风的表情、人物、符号与旗帜，都有中英文名称。</translation>
    </message>
    <message>
        <source>Icons</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>1,512 icons of user interfaces in six weights, named and tagged in English.</source>
        <translation>1,512 个用户界面图标，六种粗细，名称与标签为英文。</translation>
    </message>
</context>
<context>
    <name>GroupColors</name>
    <message>
        <source>no group</source>
        <translation>无类别</translation>
    </message>
    <message>
        <source>other groups</source>
        <translation>其他类别</translation>
    </message>
</context>
<context>
    <name>ImportPlan</name>
    <message>
        <source>%1 of the %2 items are held out instead of %3.</source>
        <translation>共 %2 个样本，留出 %1 个，而不是 %3 个。</translation>
    </message>
    <message>
        <source>The split has %1 training and %2 held-out items; at least 1 and 2 are needed. Hold out another share.</source>
        <translation>当前划分有 %1 个训练样本、%2 个留出样本；至少需要 1 个和 2 个。请另选留出比例。</translation>
    </message>
    <message>
        <source>A run needs at least 3 items that can be used, and there are %1.</source>
        <translation>运行至少需要 3 个可用样本，这里只有 %1 个。</translation>
    </message>
    <message>
        <source>The batch size is %1 instead of %2: there are %3 training items.</source>
        <translation>批大小改为 %1（原为 %2）：训练样本只有 %3 个。</translation>
    </message>
    <message>
        <source>The objective is CLIP: %1 needs labels, and these data have none.</source>
        <translation>目标函数改为 CLIP：%1 需要标签，而这些数据没有。</translation>
    </message>
    <message>
        <source>The objective is CLIP: %1 needs larger batches.</source>
        <translation>目标函数改为 CLIP：%1 需要更大的批次。</translation>
    </message>
    <message>
        <source>.</source>
        <comment>ends a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Pictures are not mirrored: %1.</source>
        <translation>图像不做镜像：%1。</translation>
    </message>
</context>
<context>
    <name>ItemCard</name>
    <message>
        <source>P plays its sound</source>
        <translation>按 P 播放声音</translation>
    </message>
    <message>
        <source>P plays its voices in turn</source>
        <translation>按 P 依次播放各种嗓音</translation>
    </message>
</context>
<context>
    <name>ItemNames</name>
    <message>
        <source>item %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>类别 %1</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Chinese text</source>
        <translation>中文文本</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>This is no layout of ContrastLab, or a damaged one.</source>
        <translation>这不是 ContrastLab 的布局，或已损坏。</translation>
    </message>
    <message>
        <source>This layout is of a newer ContrastLab.</source>
        <translation>此布局来自更新版本的 ContrastLab。</translation>
    </message>
    <message>
        <source>This layout is of an older ContrastLab with other panels.</source>
        <translation>此布局来自旧版 ContrastLab，面板不同。</translation>
    </message>
</context>
<context>
    <name>LessonPanel</name>
    <message>
        <source>en</source>
        <comment>the code of this translation&apos;s language</comment>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>LockPresets</name>
    <message>
        <source>The data are not there yet</source>
        <translation>数据尚未就绪</translation>
    </message>
    <message>
        <source>Which towers learn</source>
        <translation>哪些塔学习</translation>
    </message>
    <message>
        <source>Lock a tower, unlock it later, slow it down, or let the heads warm up: sets several of the rows below</source>
        <translation>锁定一个塔、稍后解锁、放慢它，或先预热头部：一次设置下面的多行</translation>
    </message>
    <message>
        <source>All towers learn</source>
        <translation>所有塔都学习</translation>
    </message>
    <message>
        <source>From the first step, alike</source>
        <translation>从第一步起，速度相同</translation>
    </message>
    <message>
        <source>Lock the %1 tower (LiT)</source>
        <translation>锁定%1塔（LiT）</translation>
    </message>
    <message>
        <source>It stays as it is, and the others learn to meet it. An encoder is always locked: what learns is the tower on its features.</source>
        <translation>它保持不变，其他塔学着靠近它。编码器总是锁定的：学习的是其特征之上的塔。</translation>
    </message>
    <message>
        <source>Lock the %1 tower until step %2</source>
        <translation>锁定%1塔到第 %2 步</translation>
    </message>
    <message>
        <source>The others come to meet it first, then all learn</source>
        <translation>其他塔先靠近它，然后全部学习</translation>
    </message>
    <message>
        <source>Slow the %1 tower down tenfold</source>
        <translation>把%1塔放慢十倍</translation>
    </message>
    <message>
        <source>Its learning rate is a tenth of the others&apos;</source>
        <translation>它的学习率是其他塔的十分之一</translation>
    </message>
    <message>
        <source>Warm up the heads alone until step %1</source>
        <translation>仅预热头部到第 %1 步</translation>
    </message>
    <message>
        <source>Only the last layer of each tower learns at first</source>
        <translation>起初只有每个塔的最后一层学习</translation>
    </message>
</context>
<context>
    <name>MediaText</name>
    <message>
        <source>%1 s</source>
        <comment>duration</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>duration</comment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Listing the items: %1</source>
        <translation>正在列出样本：%1</translation>
    </message>
    <message>
        <source>Listing the items…</source>
        <translation>正在列出样本…</translation>
    </message>
    <message>
        <source>Looking for the files: %1 of %2</source>
        <translation>正在查找文件：%1 / %2</translation>
    </message>
    <message>
        <source>Decoding: %1 of %2</source>
        <translation>正在解码：%1 / %2</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Flickr8k captions.txt</source>
        <translation>Flickr8k captions.txt</translation>
    </message>
    <message>
        <source>Flickr token file</source>
        <translation>Flickr token 文件</translation>
    </message>
    <message>
        <source>Flickr30k results.csv</source>
        <translation>Flickr30k results.csv</translation>
    </message>
    <message>
        <source>COCO captions</source>
        <translation>COCO 描述</translation>
    </message>
    <message>
        <source>Karpathy split</source>
        <translation>Karpathy 划分</translation>
    </message>
    <message>
        <source>Clotho</source>
        <translation>Clotho</translation>
    </message>
    <message>
        <source>AudioCaps</source>
        <translation>AudioCaps</translation>
    </message>
    <message>
        <source>Folder of pairs</source>
        <translation>配对文件夹</translation>
    </message>
    <message>
        <source>Folder of classes</source>
        <translation>类别文件夹</translation>
    </message>
    <message>
        <source>Webdataset shards</source>
        <translation>Webdataset 分片</translation>
    </message>
    <message>
        <source>Matrices of features</source>
        <translation>特征矩阵</translation>
    </message>
    <message>
        <source>Word vectors (word2vec)</source>
        <translation>词向量（word2vec）</translation>
    </message>
    <message>
        <source>Word vectors (GloVe)</source>
        <translation>词向量（GloVe）</translation>
    </message>
    <message>
        <source>MNIST&apos;s IDX files</source>
        <translation>MNIST 的 IDX 文件</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>%1 items/s</source>
        <translation>%1 项/秒</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>约剩 %1</translation>
    </message>
    <message>
        <source>Folder of telling names</source>
        <translation>文件名即描述的文件夹</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Encoding: %1 of %2</source>
        <translation>编码：%1 / %2</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>布局(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>第 %1 字节</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>word vectors</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>an IDX file of bytes with %1 dimensions</source>
        <translation>%1 维的字节型 IDX 文件</translation>
    </message>
    <message>
        <source>it names %1 values, and %2 follow</source>
        <translation>其中写明有 %1 个值，实际有 %2 个</translation>
    </message>
    <message>
        <source>expected square pictures of 1 to 512 pixels</source>
        <translation>需要边长为 1 到 512 像素的正方形图片</translation>
    </message>
    <message>
        <source>a header, and columns of numbers below it</source>
        <translation>表头及其下的数字列</translation>
    </message>
    <message>
        <source>a word and its numbers</source>
        <translation>一个词及其数值</translation>
    </message>
    <message>
        <source>the numbers of words and values</source>
        <translation>词数与维数</translation>
    </message>
    <message>
        <source>word %1</source>
        <translation>第 %1 个词</translation>
    </message>
    <message>
        <source>it ends before the %1 words that its first line tells of</source>
        <translation>文件在首行所写的 %1 个词之前结束</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>not a gzip stream</source>
        <translation>不是 gzip 数据流</translation>
    </message>
    <message>
        <source>the format was chosen: %1</source>
        <translation>格式由您指定：%1</translation>
    </message>
    <message>
        <source>%1 folders with images or sounds and no captions: each folder is a class and its name the caption</source>
        <translation>%1 个文件夹含有图像或声音而没有描述：每个文件夹是一个类别，文件夹名即描述</translation>
    </message>
    <message>
        <source>images or sounds with a .txt file (or each other) of the same name: %1</source>
        <translation>%1 个图像或声音带有同名的 .txt 文件（或彼此同名）</translation>
    </message>
    <message>
        <source>a folder of matrices: %1</source>
        <translation>存放矩阵的文件夹：%1 个</translation>
    </message>
    <message>
        <source>a table with the columns %1</source>
        <translation>表格，列为 %1</translation>
    </message>
    <message>
        <source>columns are separated by %1</source>
        <translation>列以%1分隔</translation>
    </message>
    <message>
        <source>the first line is image,caption: Flickr8k captions, which may hold commas</source>
        <translation>首行为 image,caption：Flickr8k 描述，其中可含逗号</translation>
    </message>
    <message>
        <source>lines like name.jpg#0, a tab and a caption: Flickr token file</source>
        <translation>各行形如 name.jpg#0、制表符、描述：Flickr token 文件</translation>
    </message>
    <message>
        <source>the first line is image_name| comment_number| comment: Flickr30k results</source>
        <translation>首行为 image_name| comment_number| comment：Flickr30k results</translation>
    </message>
    <message>
        <source>JSON with images[] and annotations[].caption: COCO captions</source>
        <translation>JSON 含 images[] 与 annotations[].caption：COCO 描述</translation>
    </message>
    <message>
        <source>JSON with images[].sentences: a Karpathy split</source>
        <translation>JSON 含 images[].sentences：Karpathy 划分</translation>
    </message>
    <message>
        <source>columns file_name, caption_1 ...: Clotho</source>
        <translation>列为 file_name、caption_1 …：Clotho</translation>
    </message>
    <message>
        <source>columns audiocap_id, youtube_id, start_time, caption: AudioCaps</source>
        <translation>列为 audiocap_id、youtube_id、start_time、caption：AudioCaps</translation>
    </message>
    <message>
        <source>tar shards (webdataset): %1</source>
        <translation>%1 个 tar 分片：webdataset</translation>
    </message>
    <message>
        <source>matrices of numbers: %1</source>
        <translation>数值矩阵：%1</translation>
    </message>
    <message>
        <source>%1 words with vectors of %2 numbers</source>
        <translation>%1 个词，每个向量 %2 维</translation>
    </message>
    <message>
        <source>an IDX file, as MNIST and Fashion-MNIST have them</source>
        <translation>IDX 文件，即 MNIST 与 Fashion-MNIST 所用的格式</translation>
    </message>
    <message>
        <source>65 numbers a row: handwritten digits of 8 x 8 and their class</source>
        <translation>每行 65 个数：8 x 8 的手写数字及其类别</translation>
    </message>
    <message>
        <source>captions come from the column %1 (language %2)</source>
        <translation>描述取自列 %1（语言 %2）</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>this is not a regular file</source>
        <translation>这不是普通文件</translation>
    </message>
    <message>
        <source>this file lies outside the data set&apos;s folder, so it is not read</source>
        <translation>此文件在数据集文件夹之外，因此不读取</translation>
    </message>
    <message>
        <source>the file has %1 MiB; at most %2 MiB are read</source>
        <translation>文件有 %1 MiB；最多读取 %2 MiB</translation>
    </message>
    <message>
        <source>the file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>the image cannot be decoded: %1</source>
        <translation>无法解码图像：%1</translation>
    </message>
    <message>
        <source>the image has %1 x %2 pixels; at most %3 a side and %4 megapixels are decoded</source>
        <translation>图像有 %1 x %2 像素；每边最多 %3 像素、总计最多 %4 百万像素</translation>
    </message>
    <message>
        <source>the image is not decoded: %1</source>
        <translation>未解码图像：%1</translation>
    </message>
    <message>
        <source>the sound cannot be decoded: %1</source>
        <translation>无法解码声音：%1</translation>
    </message>
    <message>
        <source>the sound has no samples</source>
        <translation>声音没有采样</translation>
    </message>
    <message>
        <source>the sound has %1 channels at %2 Hz; at most %3 channels and 8000 to 384000 Hz are read</source>
        <translation>声音有 %1 个声道、%2 Hz；最多读取 %3 个声道、8000 至 384000 Hz</translation>
    </message>
    <message>
        <source>there is no caption</source>
        <translation>没有描述</translation>
    </message>
    <message>
        <source>the caption &quot;%1&quot; is also that of %2</source>
        <translation>描述“%1”与 %2 的相同</translation>
    </message>
    <message>
        <source>the item has only its %1, and no partner to be paired with</source>
        <translation>样本只有%1，没有可配对的另一半</translation>
    </message>
    <message>
        <source>fields in the row: %1, expected %2</source>
        <translation>该行有 %1 个字段，应有 %2 个</translation>
    </message>
    <message>
        <source>the text is not UTF-8; what could not be read is shown as a replacement mark</source>
        <translation>文本不是 UTF-8；无法读出的部分以替换符显示</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is larger than the 3.4e38 of single precision</source>
        <translation>“%1”超出单精度的上限 3.4e38</translation>
    </message>
    <message>
        <source>the row has values that are not finite, or larger than the 3.4e38 of single precision</source>
        <translation>该行含有非有限的数值，或超过单精度上限 3.4e38 的数值</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no known split; the item counts as training data</source>
        <translation>“%1”不是已知的划分；该样本计入训练数据</translation>
    </message>
    <message>
        <source>the annotation names image %1, which is not in images[]</source>
        <translation>标注引用了图像 %1，但 images[] 中没有</translation>
    </message>
    <message>
        <source>the archive names a path outside itself, so it is not read</source>
        <translation>归档中的路径指向归档之外，因此不读取</translation>
    </message>
    <message>
        <source>the archive holds a link or a device here, so it is not read</source>
        <translation>归档此处是链接或设备，因此不读取</translation>
    </message>
    <message>
        <source>a link to a folder is not followed</source>
        <translation>不跟随指向文件夹的链接</translation>
    </message>
    <message>
        <source>not used, of no known kind: %1 (such as %2)</source>
        <translation>%1 个文件类型未知，未使用，例如 %2</translation>
    </message>
    <message>
        <source>and %1 more problems</source>
        <translation>以及另外 %1 个问题</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>no known format: expected a table, a captions file, a folder of images or sounds, .tar shards, .npy, .npz, .safetensors or word vectors</source>
        <translation>无法识别的格式：应为表格、描述文件、图像或声音文件夹、.tar 分片、.npy、.npz、.safetensors 或词向量</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>应为%1</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>not valid JSON: %1</source>
        <translation>不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>none of the %1 items can be used; the first problem: %2</source>
        <translation>%1 个样本都无法使用；第一个问题：%2</translation>
    </message>
    <message>
        <source>a data set needs two modalities, and only %1 was found</source>
        <translation>数据集需要两种模态，只找到%1</translation>
    </message>
    <message>
        <source>%1 rows, but %2 has %3</source>
        <translation>有 %1 行，而 %2 有 %3 行</translation>
    </message>
    <message>
        <source>expected a matrix of at least 2 rows and 1 column, found %1</source>
        <translation>应为至少 2 行 1 列的矩阵，实为 %1</translation>
    </message>
    <message>
        <source>expected two matrices of as many rows; name the second one as data.second</source>
        <translation>需要两个行数相同的矩阵；请用 data.second 指定第二个</translation>
    </message>
    <message>
        <source>the line is longer than %1 bytes</source>
        <translation>该行超过 %1 字节</translation>
    </message>
    <message>
        <source>a quoted field is never closed</source>
        <translation>引号字段没有结束</translation>
    </message>
    <message>
        <source>more than %1 rows</source>
        <translation>超过 %1 行</translation>
    </message>
    <message>
        <source>more than %1 files</source>
        <translation>超过 %1 个文件</translation>
    </message>
    <message>
        <source>the archive ends in the middle of a member</source>
        <translation>归档在某个成员中间结束</translation>
    </message>
    <message>
        <source>the archive is damaged: %1</source>
        <translation>归档已损坏：%1</translation>
    </message>
    <message>
        <source>the archive unpacks to more than %1 GiB</source>
        <translation>归档解压后超过 %1 GiB</translation>
    </message>
    <message>
        <source>the archive unpacks to more than %1 times its size</source>
        <translation>归档解压后超过自身大小的 %1 倍</translation>
    </message>
    <message>
        <source>the header is not valid: %1</source>
        <translation>文件头无效：%1</translation>
    </message>
    <message>
        <source>the text is neither UTF-8 nor UTF-16 with a byte order mark</source>
        <translation>文本既不是 UTF-8，也不是带字节序标记的 UTF-16</translation>
    </message>
    <message>
        <source>%1 labels for %2 rows</source>
        <translation>%2 行却有 %1 个标签</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>an SVG of more than 4 MiB</source>
        <translation>SVG 超过 4 MiB</translation>
    </message>
    <message>
        <source>an SVG with entities of its own</source>
        <translation>SVG 自带实体定义</translation>
    </message>
    <message>
        <source>an SVG with more than 32 &lt;use&gt; elements</source>
        <translation>SVG 的 &lt;use&gt; 元素超过 32 个</translation>
    </message>
    <message>
        <source>an SVG in another encoding than UTF-8</source>
        <translation>编码不是 UTF-8 的 SVG</translation>
    </message>
    <message>
        <source>a packed SVG</source>
        <translation>压缩的 SVG</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>内容过早结束</translation>
    </message>
    <message>
        <source>expected among the embedded files</source>
        <translation>内嵌文件中缺少此文件</translation>
    </message>
    <message>
        <source>expected a sound for each emoji</source>
        <translation>每个表情都需要一段声音</translation>
    </message>
    <message>
        <source>expected a PNG of %1 x %2 pixels</source>
        <translation>需要 %1 x %2 像素的 PNG</translation>
    </message>
    <message>
        <source>expected %1 samples</source>
        <translation>需要 %1 个采样</translation>
    </message>
    <message>
        <source>expected a vector and a scale for each of %1 words</source>
        <translation>%1 个词都需要向量和比例</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a file of the format %1</source>
        <translation>格式为 %1 的文件</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>a .tar file</source>
        <translation>.tar 文件</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: a list</source>
        <translation>%1：一个列表</translation>
    </message>
    <message>
        <source>filename and sentences</source>
        <translation>filename 与 sentences 字段</translation>
    </message>
    <message>
        <source>image or sound files (such as filepath)</source>
        <translation>图像或声音文件（如 filepath）</translation>
    </message>
    <message>
        <source>captions (such as title)</source>
        <translation>描述（如 title）</translation>
    </message>
    <message>
        <source>a header with at least two columns</source>
        <translation>至少两列的表头</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>tar 归档</translation>
    </message>
    <message>
        <source>a header&apos;s checksum is wrong</source>
        <translation>文件头校验和有误</translation>
    </message>
    <message>
        <source>a name of more than 64 KiB</source>
        <translation>名称超过 64 KiB</translation>
    </message>
    <message>
        <source>cannot be written as PNG</source>
        <translation>无法写成 PNG</translation>
    </message>
    <message>
        <source>expected a folder to write to, found a file</source>
        <translation>需要一个可写入的文件夹，但这是一个文件</translation>
    </message>
    <message>
        <source>cannot be made: %1</source>
        <translation>无法创建：%1</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>expected a regular file</source>
        <translation>需要普通文件</translation>
    </message>
    <message>
        <source>expected the %1 bytes that it had when it was opened; it has been cut shorter</source>
        <translation>文件打开时有 %1 字节，现已被截短</translation>
    </message>
    <message>
        <source>less: it takes about %1 of memory, and %2 are left</source>
        <translation>更小的值：约需 %1 内存，而剩余 %2</translation>
    </message>
    <message>
        <source>installed data: %1</source>
        <translation>先安装这些数据：%1</translation>
    </message>
    <message>
        <source>no key under data., which say how files are read: %1 is built in</source>
        <translation>不能有这样的键：data. 下的键说明如何读取文件，而 %1 是内置数据</translation>
    </message>
    <message>
        <source>two or three different of %1</source>
        <translation>从 %1 中选两个或三个不同的</translation>
    </message>
    <message>
        <source>at least 2 held-out items with every trained modality, found %1</source>
        <translation>至少 2 个具备所有训练模态的留出项；现有 %1 个</translation>
    </message>
    <message>
        <source>items that differ: in %1 all are the same</source>
        <translation>样本要有差别：%1 中所有样本都相同</translation>
    </message>
    <message>
        <source>at least 2 and fewer than the %1 items</source>
        <translation>至少 2 个，且少于全部 %1 个样本</translation>
    </message>
    <message>
        <source>data of at least %1 items, found %2</source>
        <translation>至少有 %1 个样本的数据；这里有 %2 个</translation>
    </message>
    <message>
        <source>at most the %1 training items</source>
        <translation>不超过 %1，即训练样本数</translation>
    </message>
    <message>
        <source>at least %1 for the objective %2</source>
        <translation>对目标函数 %2 不小于 %1</translation>
    </message>
    <message>
        <source>an objective without labels (such as %1), because these data have none</source>
        <translation>不需要标签的目标函数（例如 %1）：这些数据没有标签</translation>
    </message>
    <message>
        <source>a multiple of the batch size %1, such as %2</source>
        <translation>批大小 %1 的倍数，例如 %2</translation>
    </message>
    <message>
        <source>from %1 to %2 while it is learned; switch learning off for more</source>
        <translation>学习时须在 %1 到 %2 之间；关闭学习可放宽</translation>
    </message>
    <message>
        <source>a new run: it cannot change while one goes on</source>
        <translation>新的运行：运行中不能更改</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>cannot be replaced: %1</source>
        <translation>无法替换：%1</translation>
    </message>
    <message>
        <source>cannot be read or written: %1</source>
        <translation>无法读写：%1</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>it is read-only</source>
        <translation>它是只读的</translation>
    </message>
    <message>
        <source>its links go in a circle</source>
        <translation>它的链接首尾相连</translation>
    </message>
    <message>
        <source>another program is writing it</source>
        <translation>另一个程序正在写入该文件</translation>
    </message>
    <message>
        <source>expected a run file of ContrastLab</source>
        <translation>需要 ContrastLab 的运行文件</translation>
    </message>
    <message>
        <source>expected a whole run file; this one is damaged or cut short</source>
        <translation>需要完整的运行文件；这个文件已损坏或被截断</translation>
    </message>
    <message>
        <source>is not overwritten: expected a run file of ContrastLab or nothing there</source>
        <translation>未覆盖：该位置已有文件，且不是 ContrastLab 的运行文件</translation>
    </message>
    <message>
        <source>cannot be drawn in this format</source>
        <translation>无法以此格式绘制</translation>
    </message>
    <message>
        <source>two columns, and captions with commas that nothing quotes: the first comma of a line ends the name</source>
        <translation>两列，且描述中的逗号没有加引号：每行的第一个逗号之前为文件名</translation>
    </message>
    <message>
        <source>every line begins with the name of a file, and the rest of it is the caption</source>
        <translation>每行以文件名开头，其余部分为描述</translation>
    </message>
    <message>
        <source>the table has no header: its columns go by number, as in data.image_column=1</source>
        <translation>表格没有表头：各列以编号指称，例如 data.image_column=1</translation>
    </message>
    <message>
        <source>the folders %1 are the split</source>
        <translation>文件夹 %1 即为数据划分</translation>
    </message>
    <message>
        <source>%1 tables, a part each: %2</source>
        <translation>%1 个表格，各为一个部分：%2</translation>
    </message>
    <message>
        <source>%1 is neither UTF-8 nor UTF-16, so it is read as Windows-1252 (Latin-1)</source>
        <translation>%1 既不是 UTF-8 也不是 UTF-16，因此按 Windows-1252（Latin-1）读取</translation>
    </message>
    <message>
        <source>%1 is neither UTF-8 nor UTF-16, so it is read as GB18030 (Chinese)</source>
        <translation>%1 既不是 UTF-8 也不是 UTF-16，因此按 GB18030（中文）读取</translation>
    </message>
    <message>
        <source>named by paths that are not here, and found by the ends of their names: %1 (%2 is read as %3)</source>
        <translation>有 %1 个文件的路径在此处不存在，已按路径末尾找到对应文件：%2 读作 %3</translation>
    </message>
    <message>
        <source>%1 is read, and not %2: give the path of another to read that instead</source>
        <translation>读取的是 %1，而不是 %2：若要读取另一个，请给出它的路径</translation>
    </message>
    <message>
        <source>JSON objects with the fields %1</source>
        <translation>带有字段 %1 的 JSON 对象</translation>
    </message>
    <message>
        <source>the zip archive is read in place, from its folder %1</source>
        <translation>zip 压缩包不解压直接读取，从其中的文件夹 %1 开始</translation>
    </message>
    <message>
        <source>%1: its first line counts the columns, as pandas does where they have no names, and is no row</source>
        <translation>%1：第一行只是列的编号（pandas 在列没有名称时这样写），不算数据</translation>
    </message>
    <message>
        <source>%1: it has no header, so that every line is a row</source>
        <translation>%1：没有表头，因此每一行都是数据</translation>
    </message>
    <message>
        <source>%1 (%2): each of its rows is flattened to %3 values; data.arrays=pictures reads it as pictures</source>
        <translation>%1（%2）：每一行展平为 %3 个数值；data.arrays=pictures 则把它读作图片</translation>
    </message>
    <message>
        <source>%1 (%2): %3 pictures of %4 x %5 pixels and %6 channels, values from 0 to %7</source>
        <translation>%1（%2）：%3 张图片，每张 %4 x %5 像素、%6 个通道，取值 0 到 %7</translation>
    </message>
    <message>
        <source>the array %1 holds the labels</source>
        <translation>数组 %1 是标签</translation>
    </message>
    <message>
        <source>the array %1 holds the captions</source>
        <translation>数组 %1 是说明文字</translation>
    </message>
    <message>
        <source>pictures with labels alone: the label of each is its caption</source>
        <translation>图片只带标签：每张图片以其标签为说明文字</translation>
    </message>
    <message>
        <source>the array %1 holds the names of the rows</source>
        <translation>数组 %1 是各行的名称</translation>
    </message>
    <message>
        <source>there are many files, so they are decoded while training goes on, after a look at the beginning and the end of each; a check of the data decodes all of them first</source>
        <translation>文件很多，因此先查看每个文件的开头和结尾，再在训练过程中解码；对数据作检查时会先全部解码</translation>
    </message>
    <message>
        <source>the sounds that are heard have %1 s: data.sound_seconds=%2 makes a step up to %3 times as fast</source>
        <translation>所听的声音长 %1 秒：data.sound_seconds=%2 可使每一步最多快到 %3 倍</translation>
    </message>
    <message>
        <source>captions that are those of an earlier item too: %1; in a batch such pairs are negatives of each other, when judged each is right</source>
        <translation>%1 条描述与前面的样本相同：在批次中这样的配对互为负样本，评判时则都算正确</translation>
    </message>
    <message>
        <source>items with the files of an earlier one, which has their captions now (data.duplicates): %1</source>
        <translation>%1 个样本与前面某个样本的文件相同，其描述已并入该样本（data.duplicates）</translation>
    </message>
    <message>
        <source>items with the files of an earlier one, left out (data.duplicates): %1</source>
        <translation>%1 个样本与前面某个样本的文件相同，已略去（data.duplicates）</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no known split; the item counts as training data (another column for it is named with data.split_column)</source>
        <translation>“%1”不是已知的数据划分；该条目计入训练数据（可用 data.split_column 指定另一列）</translation>
    </message>
    <message>
        <source>files of this kind that are not used: %1; %2</source>
        <translation>未使用的此类文件：%1 个；%2</translation>
    </message>
    <message>
        <source>a second picture, sound or text of that name: %1 is taken</source>
        <translation>同名的第二个图片、声音或文本：已采用 %1</translation>
    </message>
    <message>
        <source>the array %1 is not used</source>
        <translation>数组 %1 未使用</translation>
    </message>
    <message>
        <source>there is no column %1; the columns are %2; set %3 to one of them, or to its number</source>
        <translation>没有名为 %1 的列；现有的列为 %2；请将 %3 设为其中之一或其编号</translation>
    </message>
    <message>
        <source>no column for %1 was recognised; the columns are %2; name it with %3</source>
        <translation>没有识别出用于%1的列；现有的列为 %2；请用 %3 指定</translation>
    </message>
    <message>
        <source>the column %1 holds web addresses, which are not fetched: download the files (img2dataset does) and open the folder that they are in</source>
        <translation>列 %1 中是网址，程序不会去下载：请先下载这些文件（可用 img2dataset），再打开它们所在的文件夹</translation>
    </message>
    <message>
        <source>all %1 items have the one caption &quot;%2&quot;, which tells nothing apart</source>
        <translation>全部 %1 个条目只有同一个描述“%2”，无法区分任何条目</translation>
    </message>
    <message>
        <source>all %1 items have the one caption &quot;%2&quot;, which tells nothing apart; name another column with data.caption_column (the columns are %3)</source>
        <translation>全部 %1 个条目只有同一个描述“%2”，无法区分任何条目；请用 data.caption_column 指定另一列（现有的列为 %3）</translation>
    </message>
    <message>
        <source>none of the %1 files is in %2 (the first: %3); name the folder that they are in with data.root</source>
        <translation>%1 个文件都不在 %2 中（第一个：%3）；请用 data.root 指定它们所在的文件夹</translation>
    </message>
    <message>
        <source>matrices and shards are not read inside a zip archive: unpack it and open the folder</source>
        <translation>不读取 zip 压缩包内的矩阵和分片：请解压后打开文件夹</translation>
    </message>
    <message>
        <source>this is %1, which is not read; to convert it (with %2): %3</source>
        <translation>这是%1，无法直接读取；转换命令（需要 %2）：%3</translation>
    </message>
    <message>
        <source>the format %1 has no use for %2 (%3): leave it out, or choose data.format=matrices</source>
        <translation>格式 %1 用不到 %2（%3）：请去掉它，或选择 data.format=matrices</translation>
    </message>
    <message>
        <source>which arrays to take is not clear: it holds %1; choose them with data.matrices=NAME,NAME and the labels with data.label_column=NAME</source>
        <translation>不清楚应取哪些数组：其中有 %1；请用 data.matrices=NAME,NAME 选择数组，用 data.label_column=NAME 选择标签</translation>
    </message>
    <message>
        <source>there is no array %1; it holds %2</source>
        <translation>没有数组 %1；其中有 %2</translation>
    </message>
    <message>
        <source>expected pictures of the shape (N, height, width), (N, height, width, channels) or (N, channels, height, width) with 1, 3 or 4 channels and at most 4096 pixels a side, found %1</source>
        <translation>需要形状为 (N, 高, 宽)、(N, 高, 宽, 通道) 或 (N, 通道, 高, 宽) 的图片，1、3 或 4 个通道，每边至多 4096 像素，实际为 %1</translation>
    </message>
    <message>
        <source>expected pixels from 0 to 1 or from 0 to 255, found values from %1 to %2</source>
        <translation>像素值应在 0 到 1 或 0 到 255 之间，实际为 %1 到 %2</translation>
    </message>
    <message>
        <source>a second matrix</source>
        <translation>第二个矩阵</translation>
    </message>
    <message>
        <source>the labels of matrices</source>
        <translation>矩阵的标签</translation>
    </message>
    <message>
        <source>which arrays to take</source>
        <translation>取哪些数组</translation>
    </message>
    <message>
        <source>an SVG with text, whose letters every machine draws with other fonts; inkscape --export-text-to-path makes shapes of them</source>
        <translation>含有文字的 SVG，每台计算机会用不同的字体绘制这些文字；inkscape --export-text-to-path 可把文字转为图形</translation>
    </message>
    <message>
        <source>a column %1</source>
        <translation>名为 %1 的列</translation>
    </message>
    <message>
        <source>a PyTorch file</source>
        <translation>PyTorch 文件</translation>
    </message>
    <message>
        <source>a Python pickle, which runs code when it is opened (convert only what you trust)</source>
        <translation>Python pickle 文件，打开时会执行代码（只转换可信的文件）</translation>
    </message>
    <message>
        <source>a joblib file, which runs code when it is opened (convert only what you trust)</source>
        <translation>joblib 文件，打开时会执行代码（只转换可信的文件）</translation>
    </message>
    <message>
        <source>an Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>an OpenDocument spreadsheet</source>
        <translation>OpenDocument 电子表格</translation>
    </message>
    <message>
        <source>a Parquet table</source>
        <translation>Parquet 表格</translation>
    </message>
    <message>
        <source>an Arrow (Feather) table</source>
        <translation>Arrow（Feather）表格</translation>
    </message>
    <message>
        <source>a stream of Arrow tables, as Hugging Face datasets keep them</source>
        <translation>Arrow 表格流（Hugging Face datasets 的存储格式）</translation>
    </message>
    <message>
        <source>an LMDB database</source>
        <translation>LMDB 数据库</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>HDF5 文件</translation>
    </message>
    <message>
        <source>a MATLAB file of version 7.3, which is HDF5</source>
        <translation>7.3 版的 MATLAB 文件（即 HDF5）</translation>
    </message>
    <message>
        <source>a MATLAB file</source>
        <translation>MATLAB 文件</translation>
    </message>
    <message>
        <source>a HEIC or AVIF picture</source>
        <translation>HEIC 或 AVIF 图片</translation>
    </message>
    <message>
        <source>a video; one picture a second is taken from it</source>
        <translation>视频；每秒从中取一张图片</translation>
    </message>
    <message>
        <source>a TFRecord file</source>
        <translation>TFRecord 文件</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>7-Zip 压缩包</translation>
    </message>
    <message>
        <source>a Word document</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>a PDF document; its pages become pictures</source>
        <translation>PDF 文档；其各页会变成图片</translation>
    </message>
    <message>
        <source>a list of objects, such as [{&quot;image&quot;: .., &quot;caption&quot;: ..}]</source>
        <translation>对象列表，例如 [{&quot;image&quot;: .., &quot;caption&quot;: ..}]</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>此处应为一个对象</translation>
    </message>
    <message>
        <source>the list is never closed</source>
        <translation>列表没有结束</translation>
    </message>
    <message>
        <source>it concerns %1 = %2 alone</source>
        <translation>它只在 %1 = %2 时起作用</translation>
    </message>
    <message>
        <source>no pictures are trained</source>
        <translation>没有训练图像</translation>
    </message>
    <message>
        <source>no texts are trained</source>
        <translation>没有训练文本</translation>
    </message>
    <message>
        <source>no item has tags; augment.drop_words leaves out words of captions</source>
        <translation>没有样本带标签；augment.drop_words 会略去描述中的词</translation>
    </message>
    <message>
        <source>no item has captions without tags</source>
        <translation>没有不带标签的描述</translation>
    </message>
    <message>
        <source>no sounds are trained</source>
        <translation>没有训练声音</translation>
    </message>
    <message>
        <source>no vectors are trained</source>
        <translation>没有训练向量</translation>
    </message>
    <message>
        <source>no pictures or sounds are trained</source>
        <translation>没有训练图像或声音</translation>
    </message>
    <message>
        <source>no item has several pictures or voices</source>
        <translation>没有样本有多幅图像或多种声音</translation>
    </message>
    <message>
        <source>two modalities are trained, not three</source>
        <translation>训练的是两种模态，不是三种</translation>
    </message>
    <message>
        <source>a split comes with the data</source>
        <translation>数据自带划分</translation>
    </message>
    <message>
        <source>%1 captions speak of left and right, such as &quot;%2&quot;</source>
        <translation>%1 条描述提到左右，例如“%2”</translation>
    </message>
    <message>
        <source>the classes are characters, which mirrored are others or none</source>
        <translation>类别是字符，镜像之后就成了别的字符或不成字符</translation>
    </message>
    <message>
        <source>data.language = %1 changes nothing: the captions come in %2</source>
        <translation>data.language = %1 不起作用：描述的语言有 %2</translation>
    </message>
    <message>
        <source>data.language = %1 changes nothing: these captions do not come in several languages</source>
        <translation>data.language = %1 不起作用：这些描述没有多种语言</translation>
    </message>
    <message>
        <source>%1 images or sounds with no captions, and names that say what they are, such as %2: the names are the captions</source>
        <translation>%1 个图像或声音没有描述，但文件名说明了内容，例如 %2：以文件名为描述</translation>
    </message>
    <message>
        <source>images or sounds with no captions beside them: data.format=folder-names takes the names of the files as captions</source>
        <translation>图像或声音旁没有描述：data.format=folder-names 会把文件名当作描述</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be set by a lesson</source>
        <translation>课程不能设置“%1”</translation>
    </message>
    <message>
        <source>expected one of %1</source>
        <translation>应为以下之一：%1</translation>
    </message>
    <message>
        <source>%1 = %2: expected %3</source>
        <translation>%1 = %2：应为%3</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>expected either &quot;arms&quot; or &quot;vary&quot;</source>
        <translation>应有 &quot;arms&quot; 或 &quot;vary&quot; 其中之一</translation>
    </message>
    <message>
        <source>is of a newer version; this program reads up to %1</source>
        <translation>版本较新；本程序最多读到 %1</translation>
    </message>
    <message>
        <source>expected %1 to %2 different seeds</source>
        <translation>应有 %1 到 %2 个不同的随机种子</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is unknown here, expected one of %2</source>
        <translation>此处不认识“%1”，应为以下之一：%2</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>%1 到 %2 的数</translation>
    </message>
    <message>
        <source>two arms are named &quot;%1&quot;</source>
        <translation>有两个分支名为“%1”</translation>
    </message>
    <message>
        <source>expected at most %1 arms</source>
        <translation>应不超过 %1 个分支</translation>
    </message>
    <message>
        <source>expected one parameter with a list of values</source>
        <translation>应为一个参数及其取值列表</translation>
    </message>
    <message>
        <source>expected at least one measure</source>
        <translation>应至少有一个度量</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no measure, expected such as %2</source>
        <translation>“%1”不是度量，应如 %2</translation>
    </message>
    <message>
        <source>no measure is named &quot;%1&quot;</source>
        <translation>没有名为“%1”的度量</translation>
    </message>
    <message>
        <source>expected a number, or a text such as &quot;MEASURE @ ARM&quot;</source>
        <translation>应为数字，或形如“度量 @ 分支”的文本</translation>
    </message>
    <message>
        <source>no arm is named &quot;%1&quot;</source>
        <translation>没有名为“%1”的分支</translation>
    </message>
    <message>
        <source>expected at least %1 arms</source>
        <translation>应至少有 %1 个分支</translation>
    </message>
    <message>
        <source>expected a list of two</source>
        <translation>应为两项的列表</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>it was stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>it takes longer than %1 s here</source>
        <translation>在这里需要超过 %1 秒</translation>
    </message>
    <message>
        <source>expected at most %1 levels of nesting</source>
        <translation>嵌套应不超过 %1 层</translation>
    </message>
    <message>
        <source>expected at most 1 MB</source>
        <translation>应不超过 1 MB</translation>
    </message>
    <message>
        <source>expected an object {...}</source>
        <translation>应为对象 {...}</translation>
    </message>
    <message>
        <source>expected a member &quot;%1&quot;</source>
        <translation>应有成员“%1”</translation>
    </message>
    <message>
        <source>expected a list [...] of at least one value</source>
        <translation>应为至少含一个值的列表 [...]</translation>
    </message>
    <message>
        <source>expected a text in quotes</source>
        <translation>应为带引号的文本</translation>
    </message>
    <message>
        <source>expected a number</source>
        <translation>应为数字</translation>
    </message>
    <message>
        <source>expected a whole number from %1 to %2</source>
        <translation>应为 %1 到 %2 的整数</translation>
    </message>
    <message>
        <source>expected true or false</source>
        <translation>应为 true 或 false</translation>
    </message>
    <message>
        <source>expected a text, a number, true or false</source>
        <translation>应为文本、数字、true 或 false</translation>
    </message>
    <message>
        <source>no claim is named &quot;%1&quot;</source>
        <translation>没有名为“%1”的论断</translation>
    </message>
    <message>
        <source>expected at most %1 claims</source>
        <translation>应不超过 %1 个论断</translation>
    </message>
    <message>
        <source>no parameter is named &quot;%1&quot;</source>
        <translation>没有名为“%1”的参数</translation>
    </message>
    <message>
        <source>the task is not the contrast of pairs</source>
        <translation>任务不是配对的对比</translation>
    </message>
    <message>
        <source>an optimiser without a line search: what towers and discriminator go down is no one function</source>
        <translation>不带线搜索的优化器：塔与判别器下降的不是同一个函数</translation>
    </message>
    <message>
        <source>a task whose parameters the run has: begin a new run, or one with room for other tasks (task_room)</source>
        <translation>本次运行已有其参数的任务：请开始新的运行，或开始一个为其他任务留有空间的运行（task_room）</translation>
    </message>
    <message>
        <source>two entries are named &quot;%1&quot;</source>
        <translation>有两个条目都叫“%1”</translation>
    </message>
    <message>
        <source>expected at most %1 runs</source>
        <translation>最多 %1 次训练</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one of the controls, too</source>
        <translation>&quot;%1&quot; 同时也在 controls 中</translation>
    </message>
    <message>
        <source>vectors are not augmented</source>
        <translation>向量不做增强</translation>
    </message>
    <message>
        <source>the items have no classes</source>
        <translation>样本没有类别</translation>
    </message>
    <message>
        <source>expected the data that the run was trained on; they have changed since</source>
        <translation>应为这次运行训练时所用的数据；它们后来已改变</translation>
    </message>
    <message>
        <source>only runs that learn to tell pairs apart can be written in PyTorch</source>
        <translation>只有学习分辨配对的运行才能写成 PyTorch</translation>
    </message>
    <message>
        <source>this objective has not been written in PyTorch</source>
        <translation>这个目标函数还没有写成 PyTorch</translation>
    </message>
    <message>
        <source>at most %1 for embeddings of %2 numbers</source>
        <translation>最多 %1（嵌入有 %2 个数）</translation>
    </message>
    <message>
        <source>one or two parameters that vary</source>
        <translation>一个或两个要变化的参数</translation>
    </message>
    <message>
        <source>each parameter once</source>
        <translation>每个参数只出现一次</translation>
    </message>
    <message>
        <source>a value for each parameter that varies</source>
        <translation>每个要变化的参数至少有一个值</translation>
    </message>
    <message>
        <source>a whole number of at least 1</source>
        <translation>不小于 1 的整数</translation>
    </message>
    <message>
        <source>1 where the seed varies</source>
        <translation>种子本身变化时为 1</translation>
    </message>
    <message>
        <source>at most %1 runs</source>
        <translation>最多 %1 次运行</translation>
    </message>
    <message>
        <source>at least 1, or a patience: runs of a sweep have to end</source>
        <translation>至少为 1，或设置耐心：扫描中的运行必须会结束</translation>
    </message>
    <message>
        <source>log:FIRST:LAST:COUNT with numbers above 0, or linear:FIRST:LAST:COUNT, of 2 to %1 values</source>
        <translation>log:首值:末值:个数（须大于 0），或 linear:首值:末值:个数，共 2 到 %1 个值</translation>
    </message>
    <message>
        <source>1 to %1 values with commas between</source>
        <translation>1 到 %1 个值，以逗号分隔</translation>
    </message>
    <message>
        <source>holds a sweep whose runs have %1 = %2 instead of %3: expected an empty folder, or one of this sweep</source>
        <translation>其中的扫描的运行为 %1 = %2，而不是 %3：应为空文件夹，或本次扫描的文件夹</translation>
    </message>
    <message>
        <source>holds other files: expected an empty folder, or one of this sweep</source>
        <translation>其中有其他文件：应为空文件夹，或本次扫描的文件夹</translation>
    </message>
    <message>
        <source>expected the description of a sweep by this program</source>
        <translation>应为本程序写下的扫描说明</translation>
    </message>
    <message>
        <source>holds another sweep, over the values of %1 and %2 seeds: expected an empty folder, or one of this sweep</source>
        <translation>其中是另一次扫描（取值：%1，种子数：%2）：应为空文件夹，或本次扫描的文件夹</translation>
    </message>
    <message>
        <source>ONNX Runtime is needed to run encoders, and was not found: install it (libonnxruntime of the system, pip install onnxruntime, or npm install onnxruntime-node), or name its library in the variable CONTRASTLAB_ONNXRUNTIME</source>
        <translation>运行编码器需要 ONNX Runtime，但没有找到：请安装它（系统的 libonnxruntime、pip install onnxruntime 或 npm install onnxruntime-node），或在变量 CONTRASTLAB_ONNXRUNTIME 中写明它的库文件</translation>
    </message>
    <message>
        <source>expected the library of ONNX Runtime: %1</source>
        <translation>应为 ONNX Runtime 的库文件：%1</translation>
    </message>
    <message>
        <source>it does not offer OrtGetApiBase</source>
        <translation>它没有提供 OrtGetApiBase</translation>
    </message>
    <message>
        <source>its version %1 does not offer the interface that is used</source>
        <translation>它的版本 %1 没有提供所用的接口</translation>
    </message>
    <message>
        <source>expected an ONNX file; this is none, or it is damaged</source>
        <translation>应为 ONNX 文件；此文件不是，或已损坏</translation>
    </message>
    <message>
        <source>ONNX Runtime %1 refuses this file: %2</source>
        <translation>ONNX Runtime %1 拒绝此文件：%2</translation>
    </message>
    <message>
        <source>ONNX Runtime failed while it ran this file: %1</source>
        <translation>ONNX Runtime 运行此文件时失败：%1</translation>
    </message>
    <message>
        <source>expected an encoder of %1, found the inputs %2</source>
        <translation>应为%1的编码器，但其输入为 %2</translation>
    </message>
    <message>
        <source>pictures: one input of N x 3 x height x width or N x height x width x 3</source>
        <translation>图片（一个 N x 3 x 高 x 宽 或 N x 高 x 宽 x 3 的输入）</translation>
    </message>
    <message>
        <source>texts: input_ids of N x length, and attention_mask, token_type_ids or position_ids beside it</source>
        <translation>文本（N x 长度 的 input_ids，以及可选的 attention_mask、token_type_ids、position_ids）</translation>
    </message>
    <message>
        <source>expected an output of one vector an item, or of vectors to take the mean of; found %1</source>
        <translation>输出应为每个样本一个向量，或可取平均的若干向量；实际为 %1</translation>
    </message>
    <message>
        <source>expected %1 rows of features, found %2</source>
        <translation>应有 %1 行特征，实际为 %2 行</translation>
    </message>
    <message>
        <source>expected finite features; some of item %1 are not</source>
        <translation>特征应为有限数；样本 %1 的特征中有的不是</translation>
    </message>
    <message>
        <source>expected at most %1 features an item, found %2</source>
        <translation>每个样本最多 %1 个特征，实际为 %2 个</translation>
    </message>
    <message>
        <source>expected pictures of 1 to %1 pixels a side, found %2</source>
        <translation>图片边长应为 1 到 %1 像素，实际为 %2</translation>
    </message>
    <message>
        <source>the files beside the encoder make pictures of %1, and it takes %2</source>
        <translation>编码器旁边的文件得到 %1 的图片，而它接受 %2</translation>
    </message>
    <message>
        <source>expected texts of 2 to %1 tokens, found %2</source>
        <translation>文本应有 2 到 %1 个词元，实际为 %2</translation>
    </message>
    <message>
        <source>%1 is not understood; expected one of %2</source>
        <translation>无法识别 %1；应为以下之一：%2</translation>
    </message>
    <message>
        <source>expected a tokenizer beside the encoder: tokenizer.json, vocab.txt, or vocab.json with merges.txt</source>
        <translation>编码器旁边应有分词器：tokenizer.json、vocab.txt，或 vocab.json 与 merges.txt</translation>
    </message>
    <message>
        <source>expected the token %1 in the vocabulary</source>
        <translation>词表中应有词元 %1</translation>
    </message>
    <message>
        <source>the tokenizer does not match the encoder: it has the token number %1, and config.json tells of %2 tokens</source>
        <translation>分词器与编码器不匹配：它有编号为 %1 的词元，而 config.json 中写明共有 %2 个词元</translation>
    </message>
    <message>
        <source>the features of these data take %1 MB, and at most %2 MB are kept</source>
        <translation>这些数据的特征需要 %1 MB，而最多保存 %2 MB</translation>
    </message>
    <message>
        <source>expected a file of at most %1 MB, found %2</source>
        <translation>文件最大为 %1 MB，实际为 %2 MB</translation>
    </message>
    <message>
        <source>an encoder of pictures</source>
        <translation>图片编码器</translation>
    </message>
    <message>
        <source>an encoder of texts</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>scratch, because these data have no pictures: %1</source>
        <translation>scratch，因为这些数据中没有图片：%1</translation>
    </message>
    <message>
        <source>scratch, because these data have no texts: %1</source>
        <translation>scratch，因为这些数据中没有文本：%1</translation>
    </message>
    <message>
        <source>data of your own or built-in ones: recorded items stand in their run file</source>
        <translation>您自己的数据或内置数据：记录的样本在其运行文件中</translation>
    </message>
    <message>
        <source>expected a run with weights; another program trained this one, and recorded embeddings alone</source>
        <translation>应为带权重的运行；这一个由另一个程序训练，只记录了嵌入</translation>
    </message>
    <message>
        <source>expected the names and kinds of two or three modalities, as the recorder writes them</source>
        <translation>应为两种或三种模态的名称和类型，与记录程序所写的一致</translation>
    </message>
    <message>
        <source>%1: there is little room; of the checkpoints so far it keeps the newest alone</source>
        <translation>%1：空间不足；此前的检查点中只保留最新的一个</translation>
    </message>
    <message>
        <source>%1: was removed or renamed while the run was written to it; it is written anew</source>
        <translation>%1：写入运行时文件被删除或改名；正在重新写入</translation>
    </message>
    <message>
        <source>%1: was overwritten while the run was written to it; the run goes on in %2</source>
        <translation>%1：写入运行时文件被覆盖；运行改为写入 %2</translation>
    </message>
    <message>
        <source>%1: was replaced while the run was written to it; the run goes on in %2</source>
        <translation>%1：写入运行时文件被替换；运行改为写入 %2</translation>
    </message>
    <message>
        <source>%1; %2 ends after %3 steps</source>
        <translation>%1；%2 只到第 %3 步</translation>
    </message>
    <message>
        <source>%1; the whole run stands in %2</source>
        <translation>%1；完整的运行保存在 %2</translation>
    </message>
    <message>
        <source>%1; no file has the run</source>
        <translation>%1；没有文件保存该运行</translation>
    </message>
    <message>
        <source>%1; %2 has all steps, but not all checkpoints</source>
        <translation>%1；%2 有全部步，但没有全部检查点</translation>
    </message>
    <message>
        <source>KEY=VALUE</source>
        <translation>KEY=VALUE</translation>
    </message>
    <message>
        <source>pixels, as 224 or 224x160, at most 4096 a side</source>
        <translation>像素，如 224 或 224x160，每边至多 4096</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>three numbers, of red, green and blue</source>
        <translation>三个数，依次属于红、绿、蓝</translation>
    </message>
    <message>
        <source>three numbers above 0, of red, green and blue</source>
        <translation>三个大于 0 的数，依次属于红、绿、蓝</translation>
    </message>
    <message>
        <source>tokens of a text, 2 to 8192</source>
        <translation>一段文本的词元数，2 到 8192</translation>
    </message>
    <message>
        <source>the settings make pictures of %1, and the encoder takes %2</source>
        <translation>按这些设置得到 %1 的图片，而编码器需要 %2</translation>
    </message>
    <message>
        <source>expected pooling=%1, because the output is %2</source>
        <translation>应为 pooling=%1，因为输出是 %2</translation>
    </message>
    <message>
        <source>one way of pooling: pooling_mode_cls_token, pooling_mode_mean_tokens, pooling_mode_max_tokens or pooling_mode_lasttoken</source>
        <translation>一种池化方式：pooling_mode_cls_token、pooling_mode_mean_tokens、pooling_mode_max_tokens 或 pooling_mode_lasttoken</translation>
    </message>
    <message>
        <source>deviations above 0</source>
        <translation>大于 0 的标准差</translation>
    </message>
    <message>
        <source>shortest_edge, or height and width</source>
        <translation>shortest_edge，或高和宽</translation>
    </message>
    <message>
        <source>a number above 0.05, at most 1</source>
        <translation>大于 0.05、至多 1 的数</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>一个对象</translation>
    </message>
    <message>
        <source>three numbers: channels, height, width</source>
        <translation>三个数：通道、高、宽</translation>
    </message>
    <message>
        <source>height and width</source>
        <translation>高和宽</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>一段文本</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>一个列表</translation>
    </message>
    <message>
        <source>an object of tokens and their numbers</source>
        <translation>词元及其编号的对象</translation>
    </message>
    <message>
        <source>two tokens with a space between them</source>
        <translation>以空格隔开的两个词元</translation>
    </message>
    <message>
        <source>a list of parts</source>
        <translation>各部分的列表</translation>
    </message>
    <message>
        <source>one sign</source>
        <translation>一个字符</translation>
    </message>
    <message>
        <source>two tokens</source>
        <translation>两个词元</translation>
    </message>
    <message>
        <source>a token and its score</source>
        <translation>一个词元及其分数</translation>
    </message>
    <message>
        <source>a list of tokens and their scores</source>
        <translation>词元及其分数的列表</translation>
    </message>
    <message>
        <source>a token and its number</source>
        <translation>一个词元及其编号</translation>
    </message>
    <message>
        <source>scratch or an ONNX file: the built-in encoder comes with features of the emoji of things alone, for other data scripts/make_encoders makes %1</source>
        <translation>scratch 或 ONNX 文件：内置编码器只带有事物类表情符号的特征，其他数据请用 scripts/make_encoders 生成 %1</translation>
    </message>
    <message>
        <source>expected a row for each of %1 variants of %2 items</source>
        <translation>应为 %2 个样本的 %1 种变体各有一行</translation>
    </message>
    <message>
        <source>emoji, people, icons, synthetic, or the path of a file or folder</source>
        <translation>emoji、people、icons、synthetic，或文件、文件夹的路径</translation>
    </message>
    <message>
        <source>no tower is frozen</source>
        <translation>没有冻结的塔</translation>
    </message>
    <message>
        <source>1 for any task but the contrast of pairs</source>
        <translation>除配对对比之外的任务只能取 1</translation>
    </message>
    <message>
        <source>one of %1 where there are several shards</source>
        <translation>有多个分片时只能取 %1 之一</translation>
    </message>
    <message>
        <source>1 where there are several shards</source>
        <translation>有多个分片时只能取 1</translation>
    </message>
    <message>
        <source>0 where there are several shards</source>
        <translation>有多个分片时只能取 0</translation>
    </message>
    <message>
        <source>a multiple of the %1 shards, such as %2</source>
        <translation>分片数 %1 的倍数，例如 %2</translation>
    </message>
    <message>
        <source>1 for items that lack a trained modality</source>
        <translation>有样本缺少所训练的模态时只能取 1</translation>
    </message>
    <message>
        <source>float32 where there are several shards</source>
        <translation>分成多个分片时须为 float32</translation>
    </message>
    <message>
        <source>sounds: one input of N x samples, N x 1 x samples, N x frames x bands or N x 1 x frames x bands</source>
        <translation>声音：一个输入，N x 采样、N x 1 x 采样、N x 帧 x 频带或 N x 1 x 帧 x 频带</translation>
    </message>
    <message>
        <source>expected finite features; those of the query are not</source>
        <translation>特征应为有限数；查询的特征并非如此</translation>
    </message>
    <message>
        <source>expected %1 features, as the run was trained on; the encoder gives %2</source>
        <translation>应为运行训练时所用的 %1 个特征；编码器给出 %2 个</translation>
    </message>
    <message>
        <source>the file is of another encoder than the run was trained on</source>
        <translation>该文件不是运行训练时所用的那种编码器</translation>
    </message>
    <message>
        <source>what is no item&apos;s needs the encoder as a file, which scripts/make_encoders makes</source>
        <translation>不属于任何样本的内容需要编码器文件，可用 scripts/make_encoders 生成</translation>
    </message>
    <message>
        <source>expected preprocessor_config.json beside the encoder: it tells how the log-mel frames are made that the input %1 takes</source>
        <translation>编码器旁边应有 preprocessor_config.json：它写明输入 %1 所需的对数梅尔帧如何得到</translation>
    </message>
    <message>
        <source>the files beside the encoder make sounds of %1, and it takes %2</source>
        <translation>编码器旁边的文件得到 %1 的声音，而它接受 %2</translation>
    </message>
    <message>
        <source>the settings make sounds of %1, and the encoder takes %2</source>
        <translation>按这些设置得到 %1 的声音，而编码器需要 %2</translation>
    </message>
    <message>
        <source>expected at most %1 numbers a sound, found %2</source>
        <translation>每个声音最多 %1 个数，但有 %2 个</translation>
    </message>
    <message>
        <source>expected sounds of %1 to %2 samples, found %3</source>
        <translation>声音应为 %1 至 %2 个采样，但为 %3 个</translation>
    </message>
    <message>
        <source>a number other than 0</source>
        <translation>不为 0 的数</translation>
    </message>
    <message>
        <source>Parquet tables (%1), read by DuckDB %2; their pictures, sounds and rows stand in %3</source>
        <translation>Parquet 表格（%1 个），由 DuckDB %2 读取；其中的图片、声音和各行存放在 %3</translation>
    </message>
    <message>
        <source>beside pictures or sounds, columns of vectors are left out: %1</source>
        <translation>已有图片或声音，因此略去向量列：%1</translation>
    </message>
    <message>
        <source>this is no DuckDB library that can be used: %1</source>
        <translation>这不是可用的 DuckDB 库：%1</translation>
    </message>
    <message>
        <source>DuckDB cannot read this table: %1</source>
        <translation>DuckDB 无法读取此表格：%1</translation>
    </message>
    <message>
        <source>expected %1 numbers in column %2, found %3</source>
        <translation>列 %2 应有 %1 个数，实际为 %3 个</translation>
    </message>
    <message>
        <source>an encoder of sounds</source>
        <translation>声音编码器</translation>
    </message>
    <message>
        <source>scratch, because these data have no sounds: %1</source>
        <translation>scratch，因为这些数据没有声音：%1</translation>
    </message>
    <message>
        <source>among ten held-out items or fewer a guess reaches it</source>
        <translation>留出样本不超过十个时，随机猜测也能达到</translation>
    </message>
    <message>
        <source>single precision (float32): this processor has no products of bfloat16 (AVX512-BF16, AVX10, BF16 of ARM)</source>
        <translation>单精度（float32）：此处理器没有 bfloat16 乘积指令（AVX512-BF16、AVX10、ARM 的 BF16）</translation>
    </message>
    <message>
        <source>scratch or an ONNX file: the built-in encoder of texts knows English alone, and caption_language is another</source>
        <translation>scratch 或一个 ONNX 文件：内置的文本编码器只懂英语，而 caption_language 是另一种语言</translation>
    </message>
</context>
<context>
    <name>Objective</name>
    <message>
        <source>Alignment and uniformity</source>
        <translation>对齐与均匀性</translation>
    </message>
    <message>
        <source>The article&apos;s formula</source>
        <translation>文章中的公式</translation>
    </message>
    <message>
        <source>The article&apos;s listing (turns NaN)</source>
        <translation>文章中的代码（会变成 NaN）</translation>
    </message>
    <message>
        <source>Barlow Twins</source>
        <translation>Barlow Twins</translation>
    </message>
    <message>
        <source>CLIP (symmetric InfoNCE)</source>
        <translation>CLIP（对称 InfoNCE）</translation>
    </message>
    <message>
        <source>InfoNCE (a to b)</source>
        <translation>InfoNCE（a 到 b）</translation>
    </message>
    <message>
        <source>CLIP with several positives</source>
        <translation>多正例 CLIP</translation>
    </message>
    <message>
        <source>DCL (decoupled)</source>
        <translation>DCL（解耦）</translation>
    </message>
    <message>
        <source>DCLW (decoupled, weighted)</source>
        <translation>DCLW（解耦加权）</translation>
    </message>
    <message>
        <source>Hard negatives (debiased)</source>
        <translation>难负例（去偏）</translation>
    </message>
    <message>
        <source>MoCo (queue and moving-average towers)</source>
        <translation>MoCo（队列与滑动平均塔）</translation>
    </message>
    <message>
        <source>NT-Xent (SimCLR)</source>
        <translation>NT-Xent（SimCLR）</translation>
    </message>
    <message>
        <source>SigLIP (sigmoid)</source>
        <translation>SigLIP（sigmoid）</translation>
    </message>
    <message>
        <source>Supervised contrast</source>
        <translation>有监督对比</translation>
    </message>
    <message>
        <source>Triplet margin</source>
        <translation>三元组间隔</translation>
    </message>
    <message>
        <source>VICReg</source>
        <translation>VICReg</translation>
    </message>
    <message>
        <source>CMC (mean over pairs of modalities)</source>
        <translation>CMC（各模态对取平均）</translation>
    </message>
    <message>
        <source>Pairs near each other, all points spread over the sphere.</source>
        <translation>成对的点彼此靠近，所有点散布在球面上。</translation>
    </message>
    <message>
        <source>z: a or b</source>
        <translation>z:a 或 b</translation>
    </message>
    <message>
        <source>The softmax of raw dot products, computed stably.</source>
        <translation>原始点积的 softmax,以数值稳定的方式计算。</translation>
    </message>
    <message>
        <source>a, b: as they come, not of length 1</source>
        <translation>a、b：保持原样，长度不归一</translation>
    </message>
    <message>
        <source>As it was printed: it turns NaN, to show why logarithms matter.</source>
        <translation>照原文所印：它会变成 NaN，说明为什么要用对数。</translation>
    </message>
    <message>
        <source>Each dimension agrees within pairs and repeats no other; no negatives.</source>
        <translation>每一维在配对内一致，又不与其他维重复；不需要负样本。</translation>
    </message>
    <message>
        <source>C: correlation of a&apos;s dimensions with b&apos;s</source>
        <translation>C:a 各维与 b 各维的相关系数</translation>
    </message>
    <message>
        <source>Each half picks its partner out of the batch, in both directions.</source>
        <translation>每一半从批次中挑出自己的搭档，两个方向都做。</translation>
    </message>
    <message>
        <source>CLIP over every two of three or more modalities.</source>
        <translation>对三种以上模态两两使用 CLIP。</translation>
    </message>
    <message>
        <source>P: the trained pairs of modalities</source>
        <translation>P:参与训练的模态对</translation>
    </message>
    <message>
        <source>The same from the first half to the second alone.</source>
        <translation>同样，但只从前一半到后一半。</translation>
    </message>
    <message>
        <source>CLIP where equal labels count as partners.</source>
        <translation>标签相同即算搭档的 CLIP。</translation>
    </message>
    <message>
        <source>P: items with the same label</source>
        <translation>P:标签相同的条目</translation>
    </message>
    <message>
        <source>CLIP without the pair itself among the crowd: works in small batches.</source>
        <translation>候选中去掉配对自身的 CLIP:批次小也可用。</translation>
    </message>
    <message>
        <source>DCL that pulls distant pairs harder.</source>
        <translation>对相距较远的配对拉得更用力的 DCL。</translation>
    </message>
    <message>
        <source>w: more for pairs that are far apart</source>
        <translation>w:配对相距越远越大</translation>
    </message>
    <message>
        <source>Strangers that look alike count more.</source>
        <translation>长得像的陌生样本权重更大。</translation>
    </message>
    <message>
        <source>z: a and b together, p(i): the partner of i, M = 2N − 2</source>
        <translation>z:a 与 b 合在一起,p(i):i 的搭档,M = 2N − 2</translation>
    </message>
    <message>
        <source>A queue of past keys gives many negatives to small batches.</source>
        <translation>由过去的键组成的队列，让小批次也有许多负样本。</translation>
    </message>
    <message>
        <source>k: keys of slow copies of the towers, q: those in the queue</source>
        <translation>k:慢速副本塔给出的键,q:队列中的键</translation>
    </message>
    <message>
        <source>Everything else in the batch is a negative, the own modality too.</source>
        <translation>批次中其他一切都是负样本，包括同一模态的。</translation>
    </message>
    <message>
        <source>z: a and b together, p(i): the partner of i</source>
        <translation>z:a 与 b 合在一起,p(i):i 的搭档</translation>
    </message>
    <message>
        <source>Softmax: pick the partner out of a crowd</source>
        <translation>Softmax：从一群候选中挑出搭档</translation>
    </message>
    <message>
        <source>Margin and sigmoid: judge pair by pair</source>
        <translation>间隔与 sigmoid:逐对判断</translation>
    </message>
    <message>
        <source>Redundancy: shape the whole cloud</source>
        <translation>去冗余：塑造整个点云</translation>
    </message>
    <message>
        <source>From the article</source>
        <translation>出自文章</translation>
    </message>
    <message>
        <source>Each possible pair is judged yes or no by itself.</source>
        <translation>每一个可能的配对单独判断是或否。</translation>
    </message>
    <message>
        <source>y = 1 for a pair, else −1</source>
        <translation>y:配对为 1,否则为 −1</translation>
    </message>
    <message>
        <source>All items of a class belong together.</source>
        <translation>同一类的条目都属于一起。</translation>
    </message>
    <message>
        <source>z: a and b together, P: items of the same class</source>
        <translation>z:a 与 b 合在一起,P:同一类的条目</translation>
    </message>
    <message>
        <source>A partner has to be nearer than any stranger, by a margin.</source>
        <translation>搭档必须比任何陌生样本更近，且超出一个间隔。</translation>
    </message>
    <message>
        <source>m: the margin</source>
        <translation>m:间隔</translation>
    </message>
    <message>
        <source>Pairs agree while every dimension keeps its spread; no negatives.</source>
        <translation>配对一致，同时每一维保持分散；不需要负样本。</translation>
    </message>
    <message>
        <source>v: missing spread, c: covariances, w: the three weights</source>
        <translation>v:不足的离散度,c:协方差,w:三个权重</translation>
    </message>
</context>
<context>
    <name>Optimizer</name>
    <message>
        <source>Gradient descent</source>
        <translation>梯度下降</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>LARS</source>
        <translation>LARS</translation>
    </message>
    <message>
        <source>Nonlinear conjugate gradient</source>
        <translation>非线性共轭梯度</translation>
    </message>
    <message>
        <source>L-BFGS</source>
        <translation>L-BFGS</translation>
    </message>
    <message>
        <source>Every number gets a rate of its own.</source>
        <translation>每个参数都有自己的学习率。</translation>
    </message>
    <message>
        <source>m, v: running means of g and g²</source>
        <translation>m、v:g 与 g² 的滑动平均</translation>
    </message>
    <message>
        <source>Adam with weight decay beside it: the usual choice.</source>
        <translation>权重衰减独立进行的 Adam:通常的选择。</translation>
    </message>
    <message>
        <source>Directions that do not undo each other; no rate to set.</source>
        <translation>各方向互不抵消；无需设学习率。</translation>
    </message>
    <message>
        <source>d: direction, α: found by the line search</source>
        <translation>d:方向,α:由线搜索得到</translation>
    </message>
    <message>
        <source>Learns the curvature of the loss from its last steps.</source>
        <translation>从最近几步学习损失的曲率。</translation>
    </message>
    <message>
        <source>d: direction, H: inverse curvature, from the last steps</source>
        <translation>d:方向,H:由最近几步得到的逆曲率</translation>
    </message>
    <message>
        <source>A rate for each layer, for very large batches.</source>
        <translation>每层一个学习率，适合很大的批次。</translation>
    </message>
    <message>
        <source>w: the weights of a layer, v: velocity</source>
        <translation>w:一层的权重,v:速度</translation>
    </message>
    <message>
        <source>Downhill with a memory of the way so far.</source>
        <translation>带着来路记忆的下坡。</translation>
    </message>
    <message>
        <source>v: velocity</source>
        <translation>v:速度</translation>
    </message>
    <message>
        <source>Momentum that looks ahead before it steps.</source>
        <translation>先向前看再迈步的动量法。</translation>
    </message>
    <message>
        <source>Along the gradient</source>
        <translation>沿着梯度</translation>
    </message>
    <message>
        <source>A rate for each number or layer</source>
        <translation>每个参数或每层各有学习率</translation>
    </message>
    <message>
        <source>With a line search</source>
        <translation>带线搜索</translation>
    </message>
    <message>
        <source>Straight downhill: the plainest rule.</source>
        <translation>径直下坡：最朴素的规则。</translation>
    </message>
    <message>
        <source>the towers&apos;</source>
        <translation>与两塔相同</translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Modalities</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Trained pairs</source>
        <translation>训练的模态对</translation>
    </message>
    <message>
        <source>every pair</source>
        <translation>每一对</translation>
    </message>
    <message>
        <source>Caption language</source>
        <translation>描述语言</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Held-out items</source>
        <translation>留出样本</translation>
    </message>
    <message>
        <source>Standardise inputs</source>
        <translation>输入标准化</translation>
    </message>
    <message>
        <source>Give every input channel zero mean and unit deviation over the training items.</source>
        <translation>使每个输入通道在训练样本上均值为零、标准差为一。</translation>
    </message>
    <message>
        <source>World: items</source>
        <translation>世界：样本数</translation>
    </message>
    <message>
        <source>Items of the synthetic world, a ninth of them held out.</source>
        <translation>合成世界的样本数，其中九分之一留出。</translation>
    </message>
    <message>
        <source>World: classes</source>
        <translation>世界：类别数</translation>
    </message>
    <message>
        <source>Latent classes of the synthetic world.</source>
        <translation>合成世界的潜在类别数。</translation>
    </message>
    <message>
        <source>World: spread within a class</source>
        <translation>世界：类内离散度</translation>
    </message>
    <message>
        <source>Standard deviation of the latent around its class centre.</source>
        <translation>潜变量围绕类别中心的标准差。</translation>
    </message>
    <message>
        <source>World: noise</source>
        <translation>世界：噪声</translation>
    </message>
    <message>
        <source>Standard deviation of the noise that each modality adds of its own.</source>
        <translation>各模态自身所加噪声的标准差。</translation>
    </message>
    <message>
        <source>World: mismatched pairs</source>
        <translation>世界：错配比例</translation>
    </message>
    <message>
        <source>Share of the training pairs whose second half belongs to another item.</source>
        <translation>训练对中另一半属于其他样本的比例。</translation>
    </message>
    <message>
        <source>World: modalities</source>
        <translation>世界：模态数</translation>
    </message>
    <message>
        <source>Two or three views of each latent.</source>
        <translation>每个潜变量有两到三个视角。</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>multi-layer perceptron</source>
        <translation>多层感知机</translation>
    </message>
    <message>
        <source>convolutional network</source>
        <translation>卷积网络</translation>
    </message>
    <message>
        <source>Image tower</source>
        <translation>图像塔</translation>
    </message>
    <message>
        <source>The network that turns a picture into an embedding.</source>
        <translation>将图片变为嵌入的网络。</translation>
    </message>
    <message>
        <source>Text tower</source>
        <translation>文本塔</translation>
    </message>
    <message>
        <source>What follows the mean of word and letter-gram embeddings.</source>
        <translation>词与字符片段嵌入取均值之后的网络。</translation>
    </message>
    <message>
        <source>Sound tower</source>
        <translation>声音塔</translation>
    </message>
    <message>
        <source>The network that turns a log-mel spectrogram into an embedding.</source>
        <translation>将对数梅尔谱变为嵌入的网络。</translation>
    </message>
    <message>
        <source>Feature tower</source>
        <translation>特征塔</translation>
    </message>
    <message>
        <source>The network over vectors that came from elsewhere.</source>
        <translation>作用于外来特征向量的网络。</translation>
    </message>
    <message>
        <source>Embedding width d</source>
        <translation>嵌入维数 d</translation>
    </message>
    <message>
        <source>Numbers in an embedding, the same for every tower.</source>
        <translation>一个嵌入所含数值的个数，各塔相同。</translation>
    </message>
    <message>
        <source>Hidden width</source>
        <translation>隐藏层宽度</translation>
    </message>
    <message>
        <source>Units of each hidden layer of a perceptron tower.</source>
        <translation>感知机塔每个隐藏层的单元数。</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层数</translation>
    </message>
    <message>
        <source>Hidden layers of a perceptron tower.</source>
        <translation>感知机塔的隐藏层数。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Of the hidden layers.</source>
        <translation>用于隐藏层。</translation>
    </message>
    <message>
        <source>Token embedding width</source>
        <translation>词嵌入维数</translation>
    </message>
    <message>
        <source>Width of the word and letter-gram embeddings.</source>
        <translation>词与字符片段嵌入的维数。</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>Begin the word embeddings from the embedded GloVe vectors or from a file (word2vec or GloVe); none: from random numbers.</source>
        <translation>词嵌入从内置的 GloVe 向量或文件（word2vec 或 GloVe）开始；none：从随机数开始。</translation>
    </message>
    <message>
        <source>Freeze word vectors</source>
        <translation>冻结词向量</translation>
    </message>
    <message>
        <source>Keep the word embeddings as they are; the rest of the text tower learns.</source>
        <translation>词嵌入保持不变，文本塔其余部分继续学习。</translation>
    </message>
    <message>
        <source>Freeze the first tower</source>
        <translation>冻结第一个塔</translation>
    </message>
    <message>
        <source>Its parameters stay as they are, as in LiT&apos;s locked image tower.</source>
        <translation>其参数保持不变，如 LiT 中锁定的图像塔。</translation>
    </message>
    <message>
        <source>Freeze the second tower</source>
        <translation>冻结第二个塔</translation>
    </message>
    <message>
        <source>Its parameters stay as they are.</source>
        <translation>其参数保持不变。</translation>
    </message>
    <message>
        <source>Freeze the third tower</source>
        <translation>冻结第三个塔</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标函数</translation>
    </message>
    <message>
        <source>The loss that pulls pairs together and pushes others apart.</source>
        <translation>拉近配对、推开其余的损失。</translation>
    </message>
    <message>
        <source>Temperature τ</source>
        <translation>温度 τ</translation>
    </message>
    <message>
        <source>Similarities are divided by it before the softmax. Low: only the hardest negatives push; high: all push alike. While it is learnable this sets its present value.</source>
        <translation>softmax 之前相似度除以它。低：只有最难的负例在推；高：所有负例推力相同。可学习时，这里设定其当前值。</translation>
    </message>
    <message>
        <source>Learn the temperature</source>
        <translation>学习温度</translation>
    </message>
    <message>
        <source>Train ln(1/τ) with the towers, kept between ln 1 and ln 100 as in CLIP.</source>
        <translation>与各塔一起训练 ln(1/τ)，如 CLIP 限制在 ln 1 与 ln 100 之间。</translation>
    </message>
    <message>
        <source>Bias b</source>
        <translation>偏置 b</translation>
    </message>
    <message>
        <source>Added to every logit of the sigmoid loss; it offsets the many negatives.</source>
        <translation>加到 sigmoid 损失的每个 logit 上，抵消大量负例。</translation>
    </message>
    <message>
        <source>Learn the bias</source>
        <translation>学习偏置</translation>
    </message>
    <message>
        <source>Train the bias with the towers.</source>
        <translation>与各塔一起训练偏置。</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>How much closer the partner must be than a negative, in cosine.</source>
        <translation>以余弦计，配对须比负例近多少。</translation>
    </message>
    <message>
        <source>Mining</source>
        <translation>样本挖掘</translation>
    </message>
    <message>
        <source>Which triplets count: all that violate the margin, the hardest negative of each anchor, or those that are farther than the partner and yet within the margin.</source>
        <translation>哪些三元组计入：所有违反间隔的、每个锚点最难的负例，或比配对远但仍在间隔内的。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>hardest</source>
        <translation>最难</translation>
    </message>
    <message>
        <source>semi-hard</source>
        <translation>半难</translation>
    </message>
    <message>
        <source>Soft margin</source>
        <translation>软间隔</translation>
    </message>
    <message>
        <source>Softplus in place of the hinge.</source>
        <translation>用 softplus 代替合页函数。</translation>
    </message>
    <message>
        <source>Hardness β</source>
        <translation>难度 β</translation>
    </message>
    <message>
        <source>How strongly hard negatives are weighted up; 0: not at all.</source>
        <translation>难负例加权的强度；0：不加权。</translation>
    </message>
    <message>
        <source>Class prior τ⁺</source>
        <translation>类别先验 τ⁺</translation>
    </message>
    <message>
        <source>Assumed chance that a negative is really of the same class; above 0 the loss is debiased.</source>
        <translation>假定负例其实同类的概率；大于 0 时损失去偏。</translation>
    </message>
    <message>
        <source>Positive weight σ</source>
        <translation>正例权重 σ</translation>
    </message>
    <message>
        <source>Width of the weight on the positive pair.</source>
        <translation>正例对权重的宽度。</translation>
    </message>
    <message>
        <source>Alignment power α</source>
        <translation>对齐幂 α</translation>
    </message>
    <message>
        <source>Power of the distance within a pair.</source>
        <translation>配对内距离的幂次。</translation>
    </message>
    <message>
        <source>Uniformity scale t</source>
        <translation>均匀性尺度 t</translation>
    </message>
    <message>
        <source>Sharpness of the Gaussian potential between embeddings.</source>
        <translation>嵌入之间高斯势的尖锐程度。</translation>
    </message>
    <message>
        <source>Uniformity weight λ</source>
        <translation>均匀性权重 λ</translation>
    </message>
    <message>
        <source>0 leaves alignment alone, and everything collapses.</source>
        <translation>为 0 时只剩对齐，一切都会坍缩。</translation>
    </message>
    <message>
        <source>Redundancy weight λ</source>
        <translation>冗余权重 λ</translation>
    </message>
    <message>
        <source>Weight of the off-diagonal correlations.</source>
        <translation>非对角相关的权重。</translation>
    </message>
    <message>
        <source>Invariance weight</source>
        <translation>不变性权重</translation>
    </message>
    <message>
        <source>Weight of the distance within a pair.</source>
        <translation>配对内距离的权重。</translation>
    </message>
    <message>
        <source>Variance weight</source>
        <translation>方差权重</translation>
    </message>
    <message>
        <source>Weight of the hinge that keeps every dimension spread out; 0 lets it collapse.</source>
        <translation>使每一维保持分散的合页项的权重；为 0 则会坍缩。</translation>
    </message>
    <message>
        <source>Covariance weight</source>
        <translation>协方差权重</translation>
    </message>
    <message>
        <source>Weight of the covariances between dimensions.</source>
        <translation>各维之间协方差的权重。</translation>
    </message>
    <message>
        <source>Queue size K</source>
        <translation>队列长度 K</translation>
    </message>
    <message>
        <source>Keys of past batches that serve as negatives; a multiple of the batch size.</source>
        <translation>用作负例的以往批次的键；须为批大小的倍数。</translation>
    </message>
    <message>
        <source>Key momentum m</source>
        <translation>键动量 m</translation>
    </message>
    <message>
        <source>How slowly the towers that make the keys follow the trained ones.</source>
        <translation>产生键的塔跟随训练塔的缓慢程度。</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps.</source>
        <translation>将梯度变为步长的规则。</translation>
    </message>
    <message>
        <source>Learning rate η</source>
        <translation>学习率 η</translation>
    </message>
    <message>
        <source>Length of a step. Gradients are means over the batch, so it need not follow the batch size.</source>
        <translation>一步的长度。梯度是批内均值，因此不必随批大小调整。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls weights towards zero; biases and scales are left alone.</source>
        <translation>将权重拉向零；偏置与缩放不受影响。</translation>
    </message>
    <message>
        <source>Momentum μ</source>
        <translation>动量 μ</translation>
    </message>
    <message>
        <source>Share of the last step&apos;s velocity that is kept.</source>
        <translation>保留上一步速度的比例。</translation>
    </message>
    <message>
        <source>Adam β₁</source>
        <translation>Adam β₁</translation>
    </message>
    <message>
        <source>Memory of the gradient&apos;s mean.</source>
        <translation>对梯度均值的记忆。</translation>
    </message>
    <message>
        <source>Adam β₂</source>
        <translation>Adam β₂</translation>
    </message>
    <message>
        <source>Memory of the gradient&apos;s square.</source>
        <translation>对梯度平方的记忆。</translation>
    </message>
    <message>
        <source>Adam ε</source>
        <translation>Adam ε</translation>
    </message>
    <message>
        <source>Added to the root of the square, against division by zero.</source>
        <translation>加到平方根上，防止除以零。</translation>
    </message>
    <message>
        <source>LARS trust coefficient</source>
        <translation>LARS 信任系数</translation>
    </message>
    <message>
        <source>How far a layer may move relative to its size.</source>
        <translation>一层相对其大小可移动的幅度。</translation>
    </message>
    <message>
        <source>Direction rule</source>
        <translation>方向规则</translation>
    </message>
    <message>
        <source>How a conjugate direction remembers the last one.</source>
        <translation>共轭方向如何记住上一个方向。</translation>
    </message>
    <message>
        <source>Line search</source>
        <translation>线搜索</translation>
    </message>
    <message>
        <source>The condition that an accepted step length fulfils.</source>
        <translation>被接受的步长须满足的条件。</translation>
    </message>
    <message>
        <source>strong Wolfe</source>
        <translation>强 Wolfe</translation>
    </message>
    <message>
        <source>approximate Wolfe</source>
        <translation>近似 Wolfe</translation>
    </message>
    <message>
        <source>Curvature condition c₂</source>
        <translation>曲率条件 c₂</translation>
    </message>
    <message>
        <source>How exactly the line search solves along its line; smaller is more exact.</source>
        <translation>线搜索沿直线求解的精确程度；越小越精确。</translation>
    </message>
    <message>
        <source>L-BFGS pairs</source>
        <translation>L-BFGS 对数</translation>
    </message>
    <message>
        <source>Past steps that shape the next.</source>
        <translation>影响下一步的以往步数。</translation>
    </message>
    <message>
        <source>Hold each batch for</source>
        <translation>每批保持</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Steps on the same batch before the next is drawn. Line searches want more than one.</source>
        <translation>换下一批之前在同一批上的步数。线搜索需要多于一步。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>How the learning rate changes over the run.</source>
        <translation>学习率在运行中如何变化。</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>constant, then cool-down</source>
        <translation>恒定，然后冷却</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises from 0.</source>
        <translation>学习率从 0 上升所用的步数。</translation>
    </message>
    <message>
        <source>Cool-down</source>
        <translation>冷却</translation>
    </message>
    <message>
        <source>Last steps over which the learning rate falls to 0.</source>
        <translation>学习率降到 0 的最后步数。</translation>
    </message>
    <message>
        <source>Clip gradient norm</source>
        <translation>梯度范数裁剪</translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this norm; 0: never.</source>
        <translation>更长的梯度被缩短到此范数；0：不裁剪。</translation>
    </message>
    <message>
        <source>Rate factor, first tower</source>
        <translation>学习率倍数，第一个塔</translation>
    </message>
    <message>
        <source>Multiplies the learning rate of this tower.</source>
        <translation>乘以该塔的学习率。</translation>
    </message>
    <message>
        <source>Rate factor, second tower</source>
        <translation>学习率倍数，第二个塔</translation>
    </message>
    <message>
        <source>Rate factor, third tower</source>
        <translation>学习率倍数，第三个塔</translation>
    </message>
    <message>
        <source>Batch size N</source>
        <translation>批大小 N</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>对</translation>
    </message>
    <message>
        <source>Pairs a step. Each pair meets N − 1 negatives, so the loss of a guess is ln N.</source>
        <translation>每步的配对数。每一对遇到 N − 1 个负例，因此随机水平的损失为 ln N。</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Pictures move by up to this much; sounds by as many frames.</source>
        <translation>图片最多移动这么多；声音移动同样多的帧。</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Swap left and right half of the time.</source>
        <translation>一半的时候左右对调。</translation>
    </message>
    <message>
        <source>Colour jitter</source>
        <translation>颜色抖动</translation>
    </message>
    <message>
        <source>Strength of random brightness, contrast and saturation.</source>
        <translation>随机亮度、对比度与饱和度的强度。</translation>
    </message>
    <message>
        <source>Mix drawing styles</source>
        <translation>混合画风</translation>
    </message>
    <message>
        <source>Draw one of the item&apos;s pictures (or voices) at random each time, instead of the first.</source>
        <translation>每次随机取该样本的一张图（或一种嗓音），而不是第一张。</translation>
    </message>
    <message>
        <source>Drop words</source>
        <translation>丢弃词语</translation>
    </message>
    <message>
        <source>Chance that the name, and each tag, is left out.</source>
        <translation>名称及每个标签被略去的概率。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Judge every</source>
        <translation>评判间隔</translation>
    </message>
    <message>
        <source>How often the held-out items are judged.</source>
        <translation>多久评判一次留出样本。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same run, number for number, on any number of threads of one engine level.</source>
        <translation>在同一引擎级别上，无论线程数多少，相同的种子都给出逐位相同的运行。</translation>
    </message>
    <message>
        <source>With three modalities: train every pair, or only those with the first, the hub. The third pair then emerges without ever being seen together.</source>
        <translation>三种模态时：训练每一对，或者只训练与第一种（枢纽）组成的对。第三对从未一起训练，却会自行浮现。</translation>
    </message>
    <message>
        <source>with the hub only</source>
        <translation>只与枢纽配对</translation>
    </message>
    <message>
        <source>World: width of the views</source>
        <translation>世界：视图维数</translation>
    </message>
    <message>
        <source>Numbers in each view of a latent; 0: 32, 24 and 20 for the three views.</source>
        <translation>每个视图的维数；0 表示三个视图分别为 32、24 和 20 维。</translation>
    </message>
    <message>
        <source>Where the run ends and the schedule with it; 0: it goes on until it is stopped. May be raised while it runs.</source>
        <translation>运行与调度在此结束；0 表示一直运行到被停止。运行中可以增加。</translation>
    </message>
    <message>
        <source>Average of the weights</source>
        <translation>权重的滑动平均</translation>
    </message>
    <message>
        <source>Held-out items and pictures are judged with a moving average of the weights, of which this share stays at each step; 0: with the weights as they are. Training itself is the same.</source>
        <translation>留出条目和各视图用权重的滑动平均来评判，每一步保留这一份额；0：直接用当前权重。训练本身不变。</translation>
    </message>
    <message>
        <source>Items that never train and on which every judgement is made; 0: a tenth, of 150 to 2,000, and at most a fifth. A split that comes with the data goes before this.</source>
        <translation>从不参与训练、一切评判所依据的样本；0：十分之一，在 150 到 2,000 之间，且至多五分之一。数据自带的划分优先。</translation>
    </message>
    <message>
        <source>Drop name and tags</source>
        <translation>丢弃名称和标签</translation>
    </message>
    <message>
        <source>Chance that each word of a caption is left out; one always stays. Against learning captions by heart.</source>
        <translation>描述中每个词被略去的概率；至少保留一个。防止死记描述。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>judgements</source>
        <translation>次评判</translation>
    </message>
    <message>
        <source>The run ends where the held-out loss has not fallen for so many judgements: what it learns from there on it learns by heart. 0: it goes on. Run &gt; Go back to the best takes the weights of the lowest.</source>
        <translation>留出损失连续这么多次评判都没有下降时，运行结束：此后学到的只是死记硬背。0：继续运行。“运行 &gt; 回到最佳”取损失最低时的权重。</translation>
    </message>
    <message>
        <source>Which two or three modalities are trained, by name with commas, the hub first; empty: the two that most items have, the first two of equals.</source>
        <translation>训练哪两种或三种模态，以逗号分隔的名称，中枢在前；留空：样本最多同时具有的两种，相等时取前两种。</translation>
    </message>
    <message>
        <source>Training items at most</source>
        <translation>最多训练样本</translation>
    </message>
    <message>
        <source>Train on so many items, drawn by the seed, and judge on the same held-out ones as ever: what more data would bring; 0: all.</source>
        <translation>用随机种子抽取这么多样本训练，并在同样的留出样本上评判：看更多数据会带来什么；0：全部。</translation>
    </message>
    <message>
        <source>World: what one view shows alone</source>
        <translation>世界：单个视图独有的内容</translation>
    </message>
    <message>
        <source>Strength of a second latent that each modality has of its own: structure that tells nothing of the partner.</source>
        <translation>每个模态独有的第二个潜变量的强度：这种结构与配对无关。</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>contrast of pairs</source>
        <translation>配对的对比</translation>
    </message>
    <message>
        <source>autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>adversarial, pairs unknown</source>
        <translation>对抗，配对未知</translation>
    </message>
    <message>
        <source>Decode from</source>
        <translation>解码来源</translation>
    </message>
    <message>
        <source>Whose embedding a modality is told again from: its own, its partner&apos;s, or one shared code, which is both.</source>
        <translation>从谁的嵌入重建一个模态：自己的、配对的，或两者共用的编码。</translation>
    </message>
    <message>
        <source>its own embedding</source>
        <translation>自己的嵌入</translation>
    </message>
    <message>
        <source>its partner&apos;s embedding</source>
        <translation>配对的嵌入</translation>
    </message>
    <message>
        <source>both: one shared code</source>
        <translation>两者：共用编码</translation>
    </message>
    <message>
        <source>Strength of the adversary</source>
        <translation>对抗强度</translation>
    </message>
    <message>
        <source>How strongly the towers work against a discriminator that tells them apart.</source>
        <translation>各塔与区分它们的判别器对抗的强度。</translation>
    </message>
    <message>
        <source>Width of the discriminator</source>
        <translation>判别器宽度</translation>
    </message>
    <message>
        <source>Of its one hidden layer.</source>
        <translation>其唯一隐藏层的宽度。</translation>
    </message>
    <message>
        <source>What is learnt: to find partners by the objective below, to tell each modality again from its embedding, or to make towers that cannot be told apart. Changes while it trains where the run has room for the other task&apos;s parameters.</source>
        <translation>学习什么：按下面的目标找到配对，由嵌入重建各模态，或让两塔无法区分。如果运行为另一任务的参数留有空间，训练中即可切换。</translation>
    </message>
    <message>
        <source>Optimiser of the discriminator</source>
        <translation>判别器的优化器</translation>
    </message>
    <message>
        <source>The rule that the discriminator is moved by, with the same settings as the towers&apos;.</source>
        <translation>判别器按此规则更新，设置与两塔相同。</translation>
    </message>
    <message>
        <source>Rate of the discriminator</source>
        <translation>判别器的学习率倍数</translation>
    </message>
    <message>
        <source>Its learning rate as a multiple of the towers&apos;; 0: it stays as it is.</source>
        <translation>判别器的学习率是两塔的多少倍；0：保持不动。</translation>
    </message>
    <message>
        <source>Turns of the discriminator</source>
        <translation>判别器的轮次</translation>
    </message>
    <message>
        <source>Steps that the discriminator takes alone before each step of the towers; 0: both move at every step.</source>
        <translation>两塔每走一步之前，判别器先单独走几步；0：每步同时更新。</translation>
    </message>
    <message>
        <source>Gradient penalty γ</source>
        <translation>梯度惩罚 γ</translation>
    </message>
    <message>
        <source>Weight of the squared slopes of the discriminator, which keeps it from becoming steep (Mescheder et al. 2018).</source>
        <translation>判别器斜率平方的权重，防止它变得过陡（Mescheder 等 2018）。</translation>
    </message>
    <message>
        <source>Room for other tasks</source>
        <translation>为其他任务留出空间</translation>
    </message>
    <message>
        <source>Decoders and a discriminator are there from the start, whatever is learnt first, so that the task can change while it trains.</source>
        <translation>无论先学什么，一开始就带有解码器和判别器，这样训练中即可切换任务。</translation>
    </message>
    <message>
        <source>Swapped pairs</source>
        <translation>错配的样本对</translation>
    </message>
    <message>
        <source>Share of the training items that stand beside a wrong partner, the same one at each step. Held-out items stay as they are.</source>
        <translation>训练样本中配上错误伙伴的比例，每一步都是同一个错误伙伴。留出样本保持原样。</translation>
    </message>
    <message>
        <source>Wrong words</source>
        <translation>错词</translation>
    </message>
    <message>
        <source>Share of the words in training texts that any other word stands in place of, the same one at each step.</source>
        <translation>训练文字中被任意其他词替换的比例，每一步都替换成同一个词。</translation>
    </message>
    <message>
        <source>Rare classes</source>
        <translation>稀少的类别</translation>
    </message>
    <message>
        <source>Items of every second class are drawn so many times more rarely; others come in their place. 1: all alike.</source>
        <translation>每隔一个类别的样本被抽到的机会降为几分之一，由其他样本补上。1：一视同仁。</translation>
    </message>
    <message>
        <source>Missing partners</source>
        <translation>缺失的伙伴</translation>
    </message>
    <message>
        <source>Share of the training items of which the first modality alone is there. They train nothing, and are no negatives.</source>
        <translation>训练样本中只有第一个模态的比例。它们不参与训练，也不作负样本。</translation>
    </message>
    <message>
        <source>One augmentation only</source>
        <translation>只留一种增强</translation>
    </message>
    <message>
        <source>Only this one of the augmentations above stays, as strong as it is set there.</source>
        <translation>上面的各种增强只留这一种，强度仍按上面的设置。</translation>
    </message>
    <message>
        <source>all as they are set</source>
        <translation>全部按设置</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>drawing styles or voices</source>
        <translation>画风或语音</translation>
    </message>
    <message>
        <source>words left out</source>
        <translation>省略词语</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>No negatives</source>
        <translation>没有负样本</translation>
    </message>
    <message>
        <source>Pairs pull together and nothing is pushed apart: the loss is the squared distance within a pair, and everything collapses.</source>
        <translation>样本对互相拉近，什么也不推开：损失是一对之内距离的平方，一切都会坍缩。</translation>
    </message>
    <message>
        <source>The language of the names and tags that the text tower learns. A text each: English and Chinese are two modalities.</source>
        <translation>文本塔所学名称与标签的语言。各自成文：英文和中文是两个模态。</translation>
    </message>
    <message>
        <source>a text each</source>
        <translation>各自成文</translation>
    </message>
    <message>
        <source>Nested widths (Matryoshka)</source>
        <translation>嵌套维数（俄罗斯套娃）</translation>
    </message>
    <message>
        <source>The loss is the mean over so many widths: of whole embeddings, of their first half, their first quarter and so on. Embeddings trained so can be cut (Kusupati et al. 2022). 1: whole ones alone.</source>
        <translation>损失取这么多个维数上的平均：整个嵌入、它的前一半、前四分之一，依此类推。这样训练的嵌入可以截断（Kusupati 等 2022）。1：只用整个嵌入。</translation>
    </message>
    <message>
        <source>Image encoder</source>
        <translation>图像编码器</translation>
    </message>
    <message>
        <source>Text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>A built-in data set by name (emoji, people, icons, synthetic), or the path of a file or folder.</source>
        <translation>内置数据集的名称（emoji、people、icons、synthetic），或文件、文件夹的路径。</translation>
    </message>
    <message>
        <source>Kinds of emoji</source>
        <translation>表情符号的种类</translation>
    </message>
    <message>
        <source>Which emoji are the data: 853 things (animals, food, places, objects), 168 faces, 342 people, 231 symbols and flags, or all 1,594. Only the names of things are spoken.</source>
        <translation>用哪些表情符号作数据：853 个事物（动物、食物、地点、物品）、168 个表情、342 个人物、231 个符号与旗帜，或全部 1,594 个。只有事物的名称有语音。</translation>
    </message>
    <message>
        <source>things</source>
        <translation>事物</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>symbols and flags</source>
        <translation>符号与旗帜</translation>
    </message>
    <message>
        <source>scratch: the image tower learns from pixels. built-in: features of a network that was trained on photos, in place of the pixels; for the emoji they come with the program. Or the path of an ONNX file: its features of every picture, computed once and kept, go through the feature tower in place of the pixels.</source>
        <translation>scratch：图像塔从像素学起。built-in：用一个以照片训练好的网络的特征代替像素；表情符号的特征随程序提供。也可填 ONNX 文件的路径：它对每张图像算出的特征只计算一次并保存，代替像素进入特征塔。</translation>
    </message>
    <message>
        <source>Sound encoder</source>
        <translation>声音编码器</translation>
    </message>
    <message>
        <source>Image encoder: settings</source>
        <translation>图像编码器：设置</translation>
    </message>
    <message>
        <source>What is done otherwise than the files beside the encoder say, as KEY=VALUE with semicolons between them: layout, fit, size, filter, cut, scale, mean, deviation, output, pooling, unit; empty: as they say.</source>
        <translation>与编码器旁边的文件所写不同的处理，写作 KEY=VALUE，以分号隔开：layout、fit、size、filter、cut、scale、mean、deviation、output、pooling、unit；留空：按文件所写。</translation>
    </message>
    <message>
        <source>Text encoder: settings</source>
        <translation>文本编码器：设置</translation>
    </message>
    <message>
        <source>What is done otherwise than the files beside the encoder say, as KEY=VALUE with semicolons between them: tokens, tokenizer, output, pooling, unit; empty: as they say.</source>
        <translation>与编码器旁边的文件所写不同的处理，写作 KEY=VALUE，以分号隔开：tokens、tokenizer、output、pooling、unit；留空：按文件所写。</translation>
    </message>
    <message>
        <source>Unlock frozen towers after</source>
        <translation>冻结的塔解冻于</translation>
    </message>
    <message>
        <source>From then on the frozen towers learn as the others do; 0: they stay frozen.</source>
        <translation>从此冻结的塔与其他塔一样学习；0：一直冻结。</translation>
    </message>
    <message>
        <source>Warm-up of the heads alone</source>
        <translation>仅预热头部</translation>
    </message>
    <message>
        <source>So long only the last layer of each tower learns, so that its random beginning does not spoil what lies below it; 0: all learn at once.</source>
        <translation>在这些步内只有每个塔的最后一层学习，以免它的随机初值破坏下面的各层；0：一开始就全部学习。</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>分片</translation>
    </message>
    <message>
        <source>Equal parts of a batch that several processes may share (contrastlab-mpi). Sums run over them in a fixed order, so the run is the same on any number of processes.</source>
        <translation>一批样本等分成的份数，可由多个进程分担（contrastlab-mpi）。各份按固定顺序求和，因此无论多少个进程，运行结果都相同。</translation>
    </message>
    <message>
        <source>Precision of products</source>
        <translation>乘积的精度</translation>
    </message>
    <message>
        <source>single precision</source>
        <translation>单精度</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>scratch: the sound tower learns from spectrograms. built-in: features of a network that was trained on speech, in their place; for the spoken names of the emoji they come with the program. Or the path of an ONNX file: its features of every sound, computed once and kept, go through the feature tower in place of the spectrograms.</source>
        <translation>从头：声音塔从频谱图学起。内置：用一个以语音训练好的网络的特征代替频谱图；表情符号的语音名称的特征随程序一起提供。或一个 ONNX 文件的路径：它对每个声音的特征计算一次并保存，代替频谱图进入特征塔。</translation>
    </message>
    <message>
        <source>Sound encoder: settings</source>
        <translation>声音编码器：设置</translation>
    </message>
    <message>
        <source>What is done otherwise than the files beside the encoder say, as KEY=VALUE with semicolons between them: rate, seconds, least, fill, level, gain, bands, low, high, window, hop, frames, offset, divisor, output, pooling, unit; empty: as they say.</source>
        <translation>与编码器旁边的文件所写不同的处理，写作 KEY=VALUE，以分号隔开：rate、seconds、least、fill、level、gain、bands、low、high、window、hop、frames、offset、divisor、output、pooling、unit；留空：按文件所写。</translation>
    </message>
    <message>
        <source>Target recall</source>
        <translation>目标召回率</translation>
    </message>
    <message>
        <source>The run ends at the first judgement at which recall@10 of the held-out items, the mean of both ways, is at least this. 0: it goes on. Who trains on from there has it behind him.</source>
        <translation>留出样本的召回率@10（两个方向的平均）在某次评判时首次不低于此值，运行就结束。0：继续运行。从那里接着训练时，此目标不再起作用。</translation>
    </message>
    <message>
        <source>What the factors of a step&apos;s products are rounded to. bfloat16 keeps three digits and is up to twice as fast on large batches, where the processor has it: in the gradients of towers, and in the similarities and gradients of clip, cmc, infonce, nt-xent, siglip, dcl, dclw, align-uniform and hard-negative. In single precision stay weights, sums, the towers&apos; way forward, similarities where a low temperature or a small width would make more than a percent of the rounding (with hard-negative always), all other objectives, decoders, averages and judgements.</source>
        <translation>一步训练中各乘积的因子被舍入到的精度。bfloat16 保留约三位有效数字，处理器支持时在大批量上最快可达两倍：用于塔的梯度，以及 clip、cmc、infonce、nt-xent、siglip、dcl、dclw、align-uniform 和 hard-negative 的相似度与梯度。始终保持单精度的有：权重、求和、塔的前向计算、因温度低或宽度小而使舍入误差放大到百分之一以上的相似度（hard-negative 的相似度始终如此）、所有其他目标函数、解码器、平均值与评估。</translation>
    </message>
    <message>
        <source>scratch: the text tower learns from words. built-in: features of a small network that was trained on sentences, in their place; for the English names of the emoji they come with the program. Or the path of an ONNX file with its tokenizer beside it: its features of every caption, computed once and kept, go through the feature tower in place of the words.</source>
        <translation>从头：文本塔从词语学起。内置：用一个以句子训练好的小网络的特征代替词语；表情符号英文名称的特征随程序一起提供。或一个 ONNX 文件的路径，旁边有它的分词器：它对每条描述的特征计算一次并保存，代替词语进入特征塔。</translation>
    </message>
</context>
<context>
    <name>ParameterText</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Towers</source>
        <translation>编码塔</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标函数</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Batch and augmentation</source>
        <translation>批次与增强</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>开或关</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>one of the list</source>
        <translation>列表中的一项</translation>
    </message>
    <message>
        <source>a number above %1, at most %2</source>
        <translation>大于 %1 且不超过 %2 的数</translation>
    </message>
    <message>
        <source>a number above %1</source>
        <translation>大于 %1 的数</translation>
    </message>
    <message>
        <source>a whole number from %1</source>
        <translation>不小于 %1 的整数</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>%1 到 %2 的数</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Live: takes effect at the next step.</source>
        <translation>实时：下一步生效。</translation>
    </message>
    <message>
        <source>Restarts: takes effect with a new run.</source>
        <translation>需重启：新的运行才生效。</translation>
    </message>
    <message>
        <source>Default %1 · %2 · key %3</source>
        <translation>默认 %1 · %2 · 键 %3</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <comment>marker: parameter, old value, new value</comment>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1 = %2: needs %3</source>
        <comment>field, value, limit</comment>
        <translation>%1 = %2：需要%3</translation>
    </message>
    <message>
        <source>Needs data with labels.</source>
        <translation>需要带标签的数据。</translation>
    </message>
    <message>
        <source>Keeps a queue of past keys and slow copies of the towers.</source>
        <translation>维护一个历史键队列和塔的动量副本。</translation>
    </message>
    <message>
        <source>Needs at least %1 pairs a step.</source>
        <translation>每步至少需要 %1 对样本。</translation>
    </message>
    <message>
        <source>Has no temperature.</source>
        <translation>没有温度参数。</translation>
    </message>
    <message>
        <source>Has a line search in place of a learning rate, and wants the same batch for several steps.</source>
        <translation>用线搜索代替学习率，需要在同一批上连续走若干步。</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <comment>symbol or name of a parameter, value</comment>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>a: %1, b: %2</source>
        <comment>two modalities</comment>
        <translation>a:%1,b:%2</translation>
    </message>
    <message>
        <source>N = %1 pairs</source>
        <translation>N = %1 对</translation>
    </message>
    <message>
        <source>s = 1/τ = %1, τ = %2</source>
        <translation>s = 1/τ = %1,τ = %2</translation>
    </message>
    <message>
        <source>θ: the weights, g: their gradient</source>
        <translation>θ:权重,g:其梯度</translation>
    </message>
    <message>
        <source>λ = %1 (weight decay)</source>
        <translation>λ = %1(权重衰减)</translation>
    </message>
    <message>
        <source>%1 (loss of a guess: %2)</source>
        <translation>%1（随机猜测的损失：%2）</translation>
    </message>
    <message>
        <source>Break it on purpose</source>
        <translation>故意弄坏</translation>
    </message>
    <message>
        <source>mean of L at d = %1</source>
        <translation>在 d = %1 上取 L 的平均</translation>
    </message>
</context>
<context>
    <name>ProblemSheet</name>
    <message>
        <source>Problems of the data (%1)</source>
        <translation>数据中的问题（%1）</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Reconstruction</name>
    <message>
        <source>from itself</source>
        <translation>由自身编码</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>由%1</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>decoded</source>
        <translation>解码自</translation>
    </message>
    <message>
        <source>error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>as it is told</source>
        <translation>重建结果</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of all texts, numbers stay as they are</source>
        <translation>所有文字的语言，数字写法不变</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Colours of the window and its pictures</source>
        <translation>窗口及其图形的颜色</translation>
    </message>
    <message>
        <source>Strongest contrast</source>
        <translation>最强对比</translation>
    </message>
    <message>
        <source>Black and white in place of shades; colours of curves and groups are told apart with any kind of colour vision either way</source>
        <translation>用黑白代替深浅；无论是否开启，曲线和分组的颜色对任何色觉都能区分</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Pictures jump to what was measured in place of gliding there, and nothing pulses</source>
        <translation>图形直接跳到测量结果而不滑动，也没有闪动</translation>
    </message>
    <message>
        <source>Record every run</source>
        <translation>录制每次运行</translation>
    </message>
    <message>
        <source>Every run of the window is written as it goes on: a crash or a power cut then loses the last second at most</source>
        <translation>窗口中的每次运行都边训练边写入文件：崩溃或断电最多丢失最后一秒</translation>
    </message>
    <message>
        <source>Folder of recordings</source>
        <translation>录制文件夹</translation>
    </message>
    <message>
        <source>From the next run on; what is being written goes on where it is</source>
        <translation>从下一次运行起生效；正在写入的仍在原处</translation>
    </message>
    <message>
        <source>Recordings take at most</source>
        <translation>录制最多占用</translation>
    </message>
    <message>
        <source>Where there are more, the oldest without a star go when the window closes, and you are told before</source>
        <translation>超出时，关闭窗口会删去最旧且没有星标的录制，事先会告知</translation>
    </message>
    <message>
        <source>Threads that train</source>
        <translation>训练线程数</translation>
    </message>
    <message>
        <source>From the next start of the program on; results are the same with any number</source>
        <translation>从下次启动程序起生效；无论多少线程，结果都相同</translation>
    </message>
    <message>
        <source>Slower out of sight</source>
        <translation>看不见时放慢</translation>
    </message>
    <message>
        <source>Training goes on at a quarter of its pace while the window is minimised or hidden</source>
        <translation>窗口最小化或隐藏时，训练以四分之一的速度继续</translation>
    </message>
    <message>
        <source>Slower on battery</source>
        <translation>用电池时放慢</translation>
    </message>
    <message>
        <source>Training goes on at a quarter of its pace while the computer is on battery</source>
        <translation>计算机使用电池时，训练以四分之一的速度继续</translation>
    </message>
    <message>
        <source>Memory at most</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>What would need more is refused with its need, and caches stay within it; what stands in memory already stays</source>
        <translation>需要更多内存的操作会被拒绝并说明所需，缓存不会超出；已在内存中的保留</translation>
    </message>
    <message>
        <source>Colours of curves and groups</source>
        <translation>曲线与分组的颜色</translation>
    </message>
    <message>
        <source>Either is told apart with any kind of colour vision; the second has the hues that are known from papers</source>
        <translation>两种配色在各类色觉下都能区分；第二种的色相是论文中常见的</translation>
    </message>
    <message>
        <source>Colours of matrices</source>
        <translation>矩阵的颜色</translation>
    </message>
    <message>
        <source>Two sides of a middle, or from dark to light. Differences, and what pushes or pulls, stay blue and orange</source>
        <translation>以中间值为界的两侧配色，或由暗到亮。差异以及推力、拉力始终用蓝色和橙色</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Drag in the loss plot</source>
        <translation>在损失图中拖动</translation>
    </message>
    <message>
        <source>zoom into that stretch</source>
        <translation>放大该区间</translation>
    </message>
    <message>
        <source>Double-click a plot</source>
        <translation>双击图</translation>
    </message>
    <message>
        <source>show all and follow again</source>
        <translation>显示全部并继续跟随</translation>
    </message>
    <message>
        <source>Wheel over a plot</source>
        <translation>在图上滚轮</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Click a name in a legend</source>
        <translation>单击图例中的名称</translation>
    </message>
    <message>
        <source>hide or show it</source>
        <translation>隐藏或显示</translation>
    </message>
    <message>
        <source>Alt-click a name in a legend</source>
        <translation>按住 Alt 单击图例中的名称</translation>
    </message>
    <message>
        <source>show it alone</source>
        <translation>只显示它</translation>
    </message>
    <message>
        <source>Shift-drag in the projection</source>
        <translation>在投影图中按住 Shift 拖动</translation>
    </message>
    <message>
        <source>select with a lasso</source>
        <translation>套索选择</translation>
    </message>
    <message>
        <source>Rest on a cell or point</source>
        <translation>停在单元格或点上</translation>
    </message>
    <message>
        <source>see the items</source>
        <translation>查看样本</translation>
    </message>
    <message>
        <source>Double-click a parameter&apos;s name</source>
        <translation>双击参数名称</translation>
    </message>
    <message>
        <source>its default value</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Esc in a box</source>
        <translation>在输入框中按 Esc</translation>
    </message>
    <message>
        <source>take back what was typed</source>
        <translation>撤回所输入内容</translation>
    </message>
    <message>
        <source>A lab for multimodal contrastive learning: watch an embedding space form, and change its parameters while it does.</source>
        <translation>多模态对比学习实验室：观察嵌入空间如何形成，并在形成过程中改变它的参数。</translation>
    </message>
    <message>
        <source>Copyright 2026 the ContrastLab authors. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>版权所有 2026 ContrastLab 作者。依 GNU 通用公共许可证第 3 版或更高版本发布的自由软件；不附带任何担保。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Data credits</source>
        <translation>数据致谢</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>About ContrastLab</source>
        <translation>关于 ContrastLab</translation>
    </message>
    <message>
        <source>Click a cell or point</source>
        <translation>单击单元格或点</translation>
    </message>
    <message>
        <source>pin the items, and see what lies nearest to them</source>
        <translation>固定样本，查看与之最近的样本</translation>
    </message>
    <message>
        <source>Built with Qt %1 (LGPL-3), QCustomPlot (GPL-3), Eigen (MPL-2), SQLite, libsndfile (LGPL-2.1), soxr (LGPL-2.1), OpenAL Soft (LGPL-2), nlohmann-json (MIT), CLI11 (BSD).</source>
        <translation>基于 Qt %1（LGPL-3）、QCustomPlot（GPL-3）、Eigen（MPL-2）、SQLite、libsndfile（LGPL-2.1）、soxr（LGPL-2.1）、OpenAL Soft（LGPL-2）、nlohmann-json（MIT）、CLI11（BSD）构建。</translation>
    </message>
    <message>
        <source>Click in the loss plot</source>
        <translation>在损失图中点击</translation>
    </message>
    <message>
        <source>look at that step in all views, while the run goes on</source>
        <translation>在所有视图中查看该步，训练照常进行</translation>
    </message>
    <message>
        <source>Ctrl-drag in the loss plot, Shift-drag in the timeline</source>
        <translation>在损失图中按住 Ctrl 拖动，或在时间轴上按住 Shift 拖动</translation>
    </message>
    <message>
        <source>mark a span of steps, for its numbers</source>
        <translation>标出一段步数，查看其数值</translation>
    </message>
    <message>
        <source>Commit %1</source>
        <translation>提交 %1</translation>
    </message>
</context>
<context>
    <name>SweepMetrics</name>
    <message>
        <source>recall@10</source>
        <translation>召回@10</translation>
    </message>
    <message>
        <source>recall@1</source>
        <translation>召回@1</translation>
    </message>
    <message>
        <source>held-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>held-out loss − training loss</source>
        <translation>留出损失 − 训练损失</translation>
    </message>
    <message>
        <source>modality gap</source>
        <translation>模态间隙</translation>
    </message>
    <message>
        <source>class accuracy</source>
        <translation>类别准确率</translation>
    </message>
</context>
<context>
    <name>UndoList</name>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Values that waited for a restart let go</source>
        <translation>放弃等待重启的值</translation>
    </message>
</context>
<context>
    <name>WaitingText</name>
    <message>
        <source>Preparing the data…</source>
        <translation>正在准备数据…</translation>
    </message>
    <message>
        <source>The data could not be opened.</source>
        <translation>数据无法打开。</translation>
    </message>
    <message>
        <source>No data are loaded.</source>
        <translation>没有载入数据。</translation>
    </message>
    <message>
        <source>Another program trained this run and recorded no weights: there is nothing to compute this from.</source>
        <translation>这次运行由另一个程序训练，没有记录权重：这里没有可供计算的内容。</translation>
    </message>
</context>
<context>
    <name>WayBack</name>
    <message>
        <source>Go back to just before this change (step %1)</source>
        <translation>回到这次更改之前（第 %1 步）</translation>
    </message>
    <message>
        <source>A new run from the very state before it, with the same batches; this run stays in the list of runs</source>
        <translation>从更改之前的状态开始一次新运行，批次相同；这次运行保留在运行列表中</translation>
    </message>
</context>
<context>
    <name>contrastlab::AchievementRow</name>
    <message>
        <source>%1. %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: earned</source>
        <translation>%1：已获得</translation>
    </message>
    <message>
        <source>%1: earned in the lesson “%2”</source>
        <translation>%1：在“%2”一课中获得</translation>
    </message>
    <message>
        <source>Hide the achievements; the menu Help shows them again</source>
        <translation>隐藏成就；“帮助”菜单可以再次显示</translation>
    </message>
</context>
<context>
    <name>contrastlab::AnatomyPanel</name>
    <message>
        <source>The step could not be taken apart: %1</source>
        <translation>无法拆解这一步：%1</translation>
    </message>
    <message>
        <source>No item of this batch has both halves of the pair that is shown.</source>
        <translation>这一批次中没有样本同时具备所示配对的两半。</translation>
    </message>
    <message>
        <source>Waiting for the first step…</source>
        <translation>正在等待第一步…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play slowly</source>
        <translation>慢放</translation>
    </message>
    <message>
        <source> · the run is at step %1</source>
        <translation> · 运行已到第 %1 步</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>余弦 ÷ 温度</translation>
    </message>
    <message>
        <source>share →</source>
        <translation>份额 →</translation>
    </message>
    <message>
        <source>share ←</source>
        <translation>份额 ←</translation>
    </message>
    <message>
        <source>N ∂L/∂s</source>
        <translation>N ∂L/∂s</translation>
    </message>
    <message>
        <source>cosine after</source>
        <translation>更新后的余弦</translation>
    </message>
    <message>
        <source>What one step does</source>
        <translation>一步做了什么</translation>
    </message>
    <message>
        <source>Anatomy of a step</source>
        <translation>一步的解剖</translation>
    </message>
    <message>
        <source>&lt;p&gt;The next step of the run, taken apart on a copy: the batch that it will draw, and every number on the way to the change of the weights.&lt;/p&gt;&lt;p&gt;Click a cell or an item: the formula then shows its numbers. Pinned items come first where the batch holds them.&lt;/p&gt;&lt;p&gt;While training goes on, the step that you walk through stays; “Next batch” takes the newest. With the run paused, “Take this step” makes what was foretold come true.&lt;/p&gt;&lt;p&gt;Keys: → next stage, ← back.&lt;/p&gt;</source>
        <translation>&lt;p&gt;在副本上拆解运行的下一步：它将抽取的批次，以及直到权重改变为止的每一个数。&lt;/p&gt;&lt;p&gt;点击单元格或样本，公式就显示它的数值。固定的样本若在批次中，则排在最前。&lt;/p&gt;&lt;p&gt;训练继续时，您正在逐步查看的这一步保持不变；“下一批次”取最新的一步。运行暂停时，“执行这一步”使预告成真。&lt;/p&gt;&lt;p&gt;按键：→ 下一阶段，← 上一阶段。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>The stage before</source>
        <translation>上一阶段</translation>
    </message>
    <message>
        <source>The next stage</source>
        <translation>下一阶段</translation>
    </message>
    <message>
        <source>Next batch</source>
        <translation>下一批次</translation>
    </message>
    <message>
        <source>The step that the run stands before now</source>
        <translation>运行现在面临的一步</translation>
    </message>
    <message>
        <source>Take this step</source>
        <translation>执行这一步</translation>
    </message>
    <message>
        <source>The run, paused right before it, makes this step: foretold and recorded loss can then be compared</source>
        <translation>恰好暂停在此步之前的运行执行这一步：随后可比较预告的与记录的损失</translation>
    </message>
    <message>
        <source>A stage every 2.5 seconds</source>
        <translation>每 2.5 秒一个阶段</translation>
    </message>
    <message>
        <source>both towers</source>
        <translation>两个塔</translation>
    </message>
    <message>
        <source>%1 tower</source>
        <translation>%1塔</translation>
    </message>
    <message>
        <source>first tower</source>
        <translation>第一个塔</translation>
    </message>
    <message>
        <source>second tower</source>
        <translation>第二个塔</translation>
    </message>
    <message>
        <source>Whose way is shown</source>
        <translation>显示哪个塔的过程</translation>
    </message>
    <message>
        <source>These stages are those of the contrast of pairs; this run learns another task.</source>
        <translation>这些阶段属于配对的对比；本次运行学习的是另一个任务。</translation>
    </message>
</context>
<context>
    <name>contrastlab::AxisEnds</name>
    <message>
        <source>The axis to the right</source>
        <translation>向右的轴</translation>
    </message>
    <message>
        <source>The axis up</source>
        <translation>向上的轴</translation>
    </message>
    <message>
        <source>from a text</source>
        <translation>从一段文字</translation>
    </message>
    <message>
        <source>to another</source>
        <translation>到另一段</translation>
    </message>
    <message>
        <source>%1 runs from</source>
        <translation>%1的起点</translation>
    </message>
    <message>
        <source>%1 runs to</source>
        <translation>%1的终点</translation>
    </message>
    <message>
        <source>Take items</source>
        <translation>取样本</translation>
    </message>
    <message>
        <source>From the first to the second of the items that are gathered, or of the cell that is pinned</source>
        <translation>从圈选样本中的第一个到第二个，或取固定格子的两个样本</translation>
    </message>
</context>
<context>
    <name>contrastlab::ChoiceEdits</name>
    <message>
        <source>Its items are not drawn any more.</source>
        <translation>其中的样本已不再绘出。</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>选中：%1</translation>
    </message>
    <message>
        <source>Chosen: %1 items</source>
        <translation>选中：%1 个样本</translation>
    </message>
    <message>
        <source>Choice let go</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Pin taken off</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Pinned: %1</source>
        <translation>固定：%1</translation>
    </message>
</context>
<context>
    <name>contrastlab::ClaimBox</name>
    <message>
        <source>it rises</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>it falls</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>it rises and falls</source>
        <translation>先升后降</translation>
    </message>
    <message>
        <source>it falls and rises</source>
        <translation>先降后升</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>I don&apos;t know</source>
        <translation>不知道</translation>
    </message>
    <message>
        <source>Is it so here?</source>
        <translation>在这里是这样吗？</translation>
    </message>
    <message>
        <source>Undecided: the seeds disagree.</source>
        <translation>未定：各随机种子结果不一。</translation>
    </message>
    <message>
        <source>Undecided: %1.</source>
        <translation>未定：%1。</translation>
    </message>
    <message>
        <source>That is what you expected.</source>
        <translation>正如你所料。</translation>
    </message>
    <message>
        <source>You expected: %1. What came: %2.</source>
        <translation>你的预料：%1。结果：%2。</translation>
    </message>
    <message>
        <source>You expected something else.</source>
        <translation>与你的预料不同。</translation>
    </message>
    <message>
        <source>The claim: %1</source>
        <translation>论断：%1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>First say what you expect</source>
        <translation>先说说你的预料</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>来源：%1</translation>
    </message>
    <message>
        <source>It holds here, with each of %1 seeds.</source>
        <translation>在这里成立：%1 个随机种子都是如此。</translation>
    </message>
    <message>
        <source>It fails here: not so with any of %1 seeds.</source>
        <translation>在这里不成立：%1 个随机种子都不是如此。</translation>
    </message>
    <message>
        <source>Or draw the curve that you expect, with the pointer or the arrows</source>
        <translation>也可以画出你预期的曲线：用鼠标或方向键</translation>
    </message>
    <message>
        <source>what you drew</source>
        <translation>你画的曲线</translation>
    </message>
    <message>
        <source>Keys: 1 to %1 or the arrows choose, Enter tries it.</source>
        <translation>按键：1 到 %1 或方向键选择，回车试验。</translation>
    </message>
    <message>
        <source>From %1 to %2: what becomes of this: %3?</source>
        <translation>从 %1 变到 %2：“%3”会怎样变化？</translation>
    </message>
    <message>
        <source>%1: from %2 to %3. What becomes of this: %4?</source>
        <translation>%1：从 %2 变到 %3。“%4”会怎样变化？</translation>
    </message>
</context>
<context>
    <name>contrastlab::CommandField</name>
    <message>
        <source>&amp;Command</source>
        <translation>命令(&amp;C)</translation>
    </message>
    <message>
        <source>The same run without a window</source>
        <translation>不用窗口的同一次运行</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>contrastlab::CommandPalette</name>
    <message>
        <source>An action, parameter, item, lesson …; “temperature 0.05” sets it, “@1240” goes there</source>
        <translation>操作、参数、样本、课程……；输入“温度 0.05”即设定，“@1240”跳到该步</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找一切</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Nothing of that name. Fewer letters find more.</source>
        <translation>没有这个名称。少输几个字能找到更多。</translation>
    </message>
</context>
<context>
    <name>contrastlab::ComparedRun</name>
    <message>
        <source>Preparing the data…</source>
        <translation>正在准备数据…</translation>
    </message>
    <message>
        <source>The two runs learn from other data: their pictures cannot be compared</source>
        <translation>两个运行使用不同的数据，图像无法比较</translation>
    </message>
    <message>
        <source>The two runs learn from other modalities or pairs of them: their pictures cannot be compared</source>
        <translation>两个运行学习的模态或模态配对不同，图像无法比较</translation>
    </message>
    <message>
        <source>The two runs hold out other items (another seed or share): their pictures cannot be compared</source>
        <translation>两个运行留出的样本不同（随机种子或比例不同），图像无法比较</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>The data of this run are not open: bring it to the front once</source>
        <translation>此运行的数据尚未打开：请先将它置于前台一次</translation>
    </message>
</context>
<context>
    <name>contrastlab::DataFindings</name>
    <message>
        <source>Not recognised</source>
        <translation>未能识别</translation>
    </message>
    <message>
        <source>Choose a file or a folder, or drop one here.</source>
        <translation>请选择文件或文件夹，或将其拖到这里。</translation>
    </message>
    <message>
        <source>Because: %1.</source>
        <translation>依据：%1。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between reasons</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>items to train on: %1</source>
        <translation>可用样本：%1</translation>
    </message>
    <message>
        <source>pictures: %1</source>
        <translation>图片：%1</translation>
    </message>
    <message>
        <source>sounds: %1</source>
        <translation>声音：%1</translation>
    </message>
    <message>
        <source>captions: %1</source>
        <translation>描述：%1</translation>
    </message>
    <message>
        <source>held out: %1</source>
        <translation>留出：%1</translation>
    </message>
    <message>
        <source>left out by the limit: %1</source>
        <translation>因上限略去：%1</translation>
    </message>
    <message>
        <source>repeated captions: %1</source>
        <translation>重复描述：%1</translation>
    </message>
    <message>
        <source>repeated files: %1</source>
        <translation>重复文件：%1</translation>
    </message>
    <message>
        <source>without a partner: %1</source>
        <translation>缺少配对：%1</translation>
    </message>
    <message>
        <source>unreadable: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>bad rows: %1</source>
        <translation>有误的行：%1</translation>
    </message>
    <message>
        <source>usable items: %1</source>
        <translation>可用条目：%1</translation>
    </message>
    <message>
        <source>test: %1</source>
        <translation>测试：%1</translation>
    </message>
</context>
<context>
    <name>contrastlab::DataGallery</name>
    <message>
        <source>comes with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>%1 items · %2</source>
        <translation>%1 个样本 · %2</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>许可证：%1</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>Not installed:</source>
        <translation>未安装：</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Data set gallery</source>
        <translation>数据集库</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Recall@10 of about %1 (chance %2) after %3 steps: %4 s on one core</source>
        <translation>%3 步后召回率@10 约为 %1（随机 %2）：单核 %4 秒</translation>
    </message>
</context>
<context>
    <name>contrastlab::DataIntake</name>
    <message>
        <source>No data are open whose words could begin from them.</source>
        <translation>没有打开可使用这些词向量的数据。</translation>
    </message>
    <message>
        <source>The run that is open has no text tower.</source>
        <translation>当前运行没有文本塔。</translation>
    </message>
</context>
<context>
    <name>contrastlab::DatasetEditor</name>
    <message>
        <source>Open data of your own</source>
        <translation>打开自己的数据</translation>
    </message>
</context>
<context>
    <name>contrastlab::DiagnosticsView</name>
    <message>
        <source>no collapse</source>
        <translation>无坍塌</translation>
    </message>
    <message>
        <source>dimensional collapse</source>
        <translation>维度坍塌</translation>
    </message>
    <message>
        <source>complete collapse</source>
        <translation>完全坍塌</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>modality, kind of collapse</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>pairs that belong together</source>
        <translation>真配对</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Cosines now: overlap AUC %1</source>
        <translation>当前余弦：重叠 AUC %1</translation>
    </message>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Singular values now</source>
        <translation>当前奇异值</translation>
    </message>
    <message>
        <source>Decimal logarithm of the singular values of the embeddings over the largest, from first to last. A cliff is a dimensional collapse (Jing et al. 2022). The number is RankMe, the effective rank.</source>
        <translation>嵌入奇异值与最大值之比的常用对数，从大到小。断崖即维度坍塌（Jing 等 2022）。数字为有效秩 RankMe。</translation>
    </message>
    <message>
        <source>scale %1: at its clamp</source>
        <translation>尺度 %1：已到边界</translation>
    </message>
    <message>
        <source>scale %1</source>
        <translation>尺度 %1</translation>
    </message>
    <message>
        <source>Complete: the embeddings hardly vary (mean deviation under a tenth of 1 / √d). Dimensional: they fill few of their dimensions (RankMe under 0.3 d). Scale: 1 / temperature, at its clamp where learning would take it below 1 or above 100.</source>
        <translation>完全坍缩：嵌入几乎没有差异（平均标准差低于 1 / √d 的十分之一）。维度坍缩：嵌入只占用少数维度（RankMe 低于 0.3 d）。尺度即 1 / 温度，学习会使它低于 1 或高于 100 时停在边界上。</translation>
    </message>
    <message>
        <source>RankMe %1</source>
        <translation>RankMe %1</translation>
    </message>
    <message>
        <source>Numbers should move away from their dashed lines</source>
        <translation>数值应离开各自的虚线</translation>
    </message>
    <message>
        <source>What the diagnostics show</source>
        <translation>诊断表示什么</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each small plot is a number over the whole run, its latest value beside its name. Dashed lines say what to compare it with: chance, a collapse, a limit. Rest on a plot to read what it measures.&lt;/p&gt;&lt;p&gt;Above them, what is amiss in plain words, with a remedy. The lights tell whether the embeddings of a modality collapse: all items at one place, or in few directions.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每个小图是一个数值在整个运行中的变化，最新的值在名称旁边。虚线是比较的对象：随机水平、坍缩、极限。鼠标停在图上可以读到它测量什么。&lt;/p&gt;&lt;p&gt;小图上方用平实的话说明哪里不对，并给出对策。指示灯表示某种模态的嵌入是否坍缩：所有项目挤在一处，或只占少数方向。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Cosines of positive and negative pairs</source>
        <translation>正负样本对的余弦</translation>
    </message>
</context>
<context>
    <name>contrastlab::DoctorPanel</name>
    <message>
        <source>Changes this value of the run; Undo brings the old one back</source>
        <translation>更改本次运行的这个值；撤销可恢复原值</translation>
    </message>
</context>
<context>
    <name>contrastlab::DrawPad</name>
    <message>
        <source>pen down at %1 %, %2 %</source>
        <translation>落笔，位于 %1 %，%2 %</translation>
    </message>
    <message>
        <source>pen up at %1 %, %2 %</source>
        <translation>提笔，位于 %1 %，%2 %</translation>
    </message>
</context>
<context>
    <name>contrastlab::DropTarget</name>
    <message>
        <source>Drop one file, one folder, or two matrices that belong together; these lie in different folders.</source>
        <translation>请拖入一个文件、一个文件夹或两个配对的矩阵；这些文件位于不同的文件夹。</translation>
    </message>
    <message>
        <source>Drop to open as data</source>
        <translation>松开即作为数据打开</translation>
    </message>
    <message>
        <source>Drop to try as an encoder</source>
        <translation>放下以作为编码器试用</translation>
    </message>
</context>
<context>
    <name>contrastlab::EncoderDialog</name>
    <message>
        <source>An encoder of texts</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>An encoder of pictures</source>
        <translation>图片编码器</translation>
    </message>
    <message>
        <source>inputs: %1</source>
        <translation>输入：%1</translation>
    </message>
    <message>
        <source>outputs: %1</source>
        <translation>输出：%1</translation>
    </message>
    <message>
        <source>features an item: %1</source>
        <translation>每个样本的特征数：%1</translation>
    </message>
    <message>
        <source>tokenizer: %1</source>
        <translation>分词器：%1</translation>
    </message>
    <message>
        <source>Cancelled. Change something, or choose another file.</source>
        <translation>已取消。请修改设置，或选择另一个文件。</translation>
    </message>
    <message>
        <source>The data that are open have no texts for this encoder. Open others first.</source>
        <translation>打开的数据没有可供这个编码器使用的文本。请先打开其他数据。</translation>
    </message>
    <message>
        <source>The data that are open have no pictures for this encoder. Open others first.</source>
        <translation>打开的数据没有可供这个编码器使用的图片。请先打开其他数据。</translation>
    </message>
    <message>
        <source>%1 items were tried; the cosine of two of them is %2 on average.</source>
        <translation>试用了 %1 个样本；其中任意两个的余弦平均为 %2。</translation>
    </message>
    <message>
        <source>They look nearly the same to the encoder: is everything set as it was trained?</source>
        <translation>在编码器看来它们几乎一样：各项设置与它训练时相同吗？</translation>
    </message>
    <message>
        <source>Folder for the list of items and the .npy</source>
        <translation>存放样本列表与 .npy 的文件夹</translation>
    </message>
    <message>
        <source>The script is on the clipboard; it reads %1.</source>
        <translation>脚本已复制到剪贴板；它读取 %1。</translation>
    </message>
    <message>
        <source>Pretrained encoder</source>
        <translation>预训练编码器</translation>
    </message>
    <message>
        <source>&amp;ONNX file</source>
        <translation>ONNX 文件(&amp;O)</translation>
    </message>
    <message>
        <source>model.onnx, with its files beside it</source>
        <translation>model.onnx，旁边有它的其他文件</translation>
    </message>
    <message>
        <source>As the files &amp;say</source>
        <translation>按文件所写(&amp;S)</translation>
    </message>
    <message>
        <source>Forget what was set here</source>
        <translation>忘掉在此所做的设置</translation>
    </message>
    <message>
        <source>Ten items come here, each with the five that the encoder takes for most alike</source>
        <translation>这里将列出十个样本，以及编码器认为与各样本最相似的五个</translation>
    </message>
    <message>
        <source>&amp;Python with</source>
        <translation>Python 用(&amp;P)</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the Python that makes the same features with this library, and write the list of items that it reads</source>
        <translation>复制用这个库得到相同特征的 Python 脚本，并写出它所读取的样本列表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Train with it</source>
        <translation>用它训练(&amp;T)</translation>
    </message>
    <message>
        <source>Begin a new run on the features of this encoder</source>
        <translation>在这个编码器的特征上开始新的运行</translation>
    </message>
    <message>
        <source>An encoder of sounds</source>
        <translation>声音编码器</translation>
    </message>
    <message>
        <source>The data that are open have no sounds for this encoder. Open others first, or choose the modality sound of the emoji.</source>
        <translation>打开的数据没有可供这个编码器使用的声音。请先打开其他数据，或选择表情符号的声音模态。</translation>
    </message>
    <message>
        <source>Choose an ONNX file: its features of every picture, text or sound take the place of pixels, words or spectrograms. How items are prepared is read from the files beside it (config.json, preprocessor_config.json, tokenizer.json and the like).</source>
        <translation>选择一个 ONNX 文件：它对每张图片、每段文本或每个声音的特征将代替像素、词语或频谱图。样本如何预处理从它旁边的文件读取（config.json、preprocessor_config.json、tokenizer.json 等）。</translation>
    </message>
    <message>
        <source>Neighbours should look or sound alike, or mean the same; if they do not, something is set otherwise than the encoder was trained with.</source>
        <translation>邻居应当看起来或听起来相像，或意思相同；若非如此，就有某项设置与编码器训练时不同。</translation>
    </message>
    <message>
        <source>Nearest neighbours of ten items</source>
        <translation>十个样本的最近邻</translation>
    </message>
</context>
<context>
    <name>contrastlab::EncoderEditor</name>
    <message>
        <source>from scratch</source>
        <translation>从头训练</translation>
    </message>
    <message>
        <source>my ONNX file…</source>
        <translation>我的 ONNX 文件…</translation>
    </message>
    <message>
        <source>Choose an ONNX file, see what is read of it and try it</source>
        <translation>选择一个 ONNX 文件，查看从中读到什么并试用</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>contrastlab::EncoderForm</name>
    <message>
        <source>3 x height x width</source>
        <translation>3 x 高 x 宽</translation>
    </message>
    <message>
        <source>height x width x 3</source>
        <translation>高 x 宽 x 3</translation>
    </message>
    <message>
        <source>by the shorter side</source>
        <translation>按短边</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不缩放</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>box</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>one vector</source>
        <translation>单个向量</translation>
    </message>
    <message>
        <source>the first (CLS)</source>
        <translation>第一个（CLS）</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>the last</source>
        <translation>最后一个</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>to length 1</source>
        <translation>归一到长度 1</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>In which order colours and pixels go into the model</source>
        <translation>颜色与像素以何种次序进入模型</translation>
    </message>
    <message>
        <source>Resized</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>How pictures come to the size</source>
        <translation>图片怎样变到这个大小</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Pixels of the side after resizing, or height x width: 256, 224x160</source>
        <translation>缩放后一边的像素，或 高x宽：256、224x160</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>滤波</translation>
    </message>
    <message>
        <source>How pixels are mixed while resizing</source>
        <translation>缩放时像素怎样混合</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心裁剪</translation>
    </message>
    <message>
        <source>What is cut out of the middle, height x width; none: nothing is cut off</source>
        <translation>从中间裁出的部分，高x宽；none：不裁剪</translation>
    </message>
    <message>
        <source>Bytes times</source>
        <translation>字节乘以</translation>
    </message>
    <message>
        <source>What each colour of 0 to 255 is multiplied by: 0.003921569 is 1 / 255</source>
        <translation>每个 0 到 255 的颜色值所乘的数：0.003921569 即 1 / 255</translation>
    </message>
    <message>
        <source>Less the mean</source>
        <translation>减去均值</translation>
    </message>
    <message>
        <source>What is subtracted, of red, green and blue</source>
        <translation>所减的数，依次属于红、绿、蓝</translation>
    </message>
    <message>
        <source>By the deviation</source>
        <translation>除以标准差</translation>
    </message>
    <message>
        <source>What is divided by then, of red, green and blue</source>
        <translation>随后所除的数，依次属于红、绿、蓝</translation>
    </message>
    <message>
        <source>Tokens at most</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>Longer texts are cut off, special tokens included</source>
        <translation>更长的文本会被截断，特殊词元计算在内</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Which of the model&apos;s outputs is taken</source>
        <translation>取模型的哪个输出</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>What becomes of an output with a vector a token or a place</source>
        <translation>每个词元或位置各有一个向量的输出怎样合成一个</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Whether each vector is divided by its length</source>
        <translation>每个向量是否除以其长度</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>tokenizer.json, vocab.txt, or vocab.json with merges.txt beside it</source>
        <translation>tokenizer.json、vocab.txt，或旁边有 merges.txt 的 vocab.json</translation>
    </message>
    <message>
        <source>with silence</source>
        <translation>用静音</translation>
    </message>
    <message>
        <source>by repeating</source>
        <translation>用重复</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>mean 0, variance 1</source>
        <translation>均值 0，方差 1</translation>
    </message>
    <message>
        <source>Samples a second</source>
        <translation>每秒采样数</translation>
    </message>
    <message>
        <source>The rate that the encoder was trained at; sounds are resampled to it</source>
        <translation>编码器训练时的采样率；声音会重采样到该采样率</translation>
    </message>
    <message>
        <source>Seconds at most</source>
        <translation>最长秒数</translation>
    </message>
    <message>
        <source>Longer sounds are cut off</source>
        <translation>更长的声音会被截断</translation>
    </message>
    <message>
        <source>Seconds at least</source>
        <translation>最短秒数</translation>
    </message>
    <message>
        <source>Shorter sounds get silence behind them</source>
        <translation>更短的声音在末尾补静音</translation>
    </message>
    <message>
        <source>Filled up</source>
        <translation>补足</translation>
    </message>
    <message>
        <source>Whether shorter sounds are made as long as the longest, and how</source>
        <translation>较短的声音是否补到最长秒数，以及如何补</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>电平</translation>
    </message>
    <message>
        <source>Whether each sound is brought to mean 0 and variance 1</source>
        <translation>每个声音是否变为均值 0、方差 1</translation>
    </message>
    <message>
        <source>Samples times</source>
        <translation>采样乘以</translation>
    </message>
    <message>
        <source>What each sample of -1 to 1 is multiplied by: 32768 for whole numbers of 16 bits</source>
        <translation>-1 至 1 的每个采样乘以多少：16 位整数为 32768</translation>
    </message>
    <message>
        <source>Mel bands</source>
        <translation>梅尔频带</translation>
    </message>
    <message>
        <source>Numbers of a log-mel frame</source>
        <translation>一个对数梅尔帧的数值个数</translation>
    </message>
    <message>
        <source>Lowest frequency</source>
        <translation>最低频率</translation>
    </message>
    <message>
        <source>Where the lowest band begins, in Hz</source>
        <translation>最低频带的起点，单位 Hz</translation>
    </message>
    <message>
        <source>Highest frequency</source>
        <translation>最高频率</translation>
    </message>
    <message>
        <source>Where the highest band ends, in Hz</source>
        <translation>最高频带的终点，单位 Hz</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗长</translation>
    </message>
    <message>
        <source>Samples that a frame is made of</source>
        <translation>一帧所用的采样数</translation>
    </message>
    <message>
        <source>Hop</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Samples from one frame to the next</source>
        <translation>相邻两帧相隔的采样数</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>What the log-mel frames are cut or filled up to; 0: as many as there are</source>
        <translation>对数梅尔帧截断或补足到多少帧；0：有多少就多少</translation>
    </message>
    <message>
        <source>What is subtracted from log-mel values</source>
        <translation>从对数梅尔值中减去多少</translation>
    </message>
    <message>
        <source>Divided by</source>
        <translation>除以</translation>
    </message>
    <message>
        <source>What log-mel values are divided by then</source>
        <translation>对数梅尔值随后除以多少</translation>
    </message>
</context>
<context>
    <name>contrastlab::Export</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>contrastlab::ExportSheet</name>
    <message>
        <source>NumPy, a file for each modality (.npy)</source>
        <translation>NumPy，每个模态一个文件 (.npy)</translation>
    </message>
    <message>
        <source>Embeddings, labels, and a table of the items</source>
        <translation>嵌入、标签和样本表</translation>
    </message>
    <message>
        <source>NumPy, one archive (.npz)</source>
        <translation>NumPy，单个归档文件 (.npz)</translation>
    </message>
    <message>
        <source>Embeddings and labels in one file, and a table of the items</source>
        <translation>嵌入和标签在同一文件中，另附样本表</translation>
    </message>
    <message>
        <source>Tables (.csv)</source>
        <translation>表格 (.csv)</translation>
    </message>
    <message>
        <source>Embeddings with names and labels; all steps; all evaluations</source>
        <translation>带名称和标签的嵌入；所有训练步；所有评估</translation>
    </message>
    <message>
        <source>Weights (.safetensors)</source>
        <translation>权重 (.safetensors)</translation>
    </message>
    <message>
        <source>All weights by name with the parameters of the run; embeddings in a second file</source>
        <translation>按名称保存全部权重并附运行参数；嵌入在另一个文件中</translation>
    </message>
    <message>
        <source>TensorBoard events</source>
        <translation>TensorBoard 事件文件</translation>
    </message>
    <message>
        <source>Every number of all steps and evaluations</source>
        <translation>所有训练步和评估的全部数值</translation>
    </message>
    <message>
        <source>Embedding Projector (.tsv)</source>
        <translation>Embedding Projector (.tsv)</translation>
    </message>
    <message>
        <source>Embeddings, names and pictures for projector.tensorflow.org</source>
        <translation>嵌入、名称和图片，用于 projector.tensorflow.org</translation>
    </message>
    <message>
        <source>Export embeddings</source>
        <translation>导出嵌入</translation>
    </message>
    <message>
        <source>Held-out items</source>
        <translation>留出样本</translation>
    </message>
    <message>
        <source>Training items</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>All items</source>
        <translation>全部样本</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Embeddings of</source>
        <translation>嵌入范围</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>导出到的文件夹</translation>
    </message>
</context>
<context>
    <name>contrastlab::FalseNegativeTable</name>
    <message>
        <source>same content</source>
        <translation>内容相同</translation>
    </message>
    <message>
        <source>nearly the same content</source>
        <translation>内容几乎相同</translation>
    </message>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>The embeddings of step %1 are not numbers: the model has diverged.</source>
        <translation>第 %1 步的嵌入不是数：模型已发散。</translation>
    </message>
    <message>
        <source>No two held-out items share a label or hold nearly the same.</source>
        <translation>没有两个留出样本标签相同或内容几乎相同。</translation>
    </message>
    <message>
        <source>%1 of %2 cells beside the diagonal take %3 % of the push</source>
        <translation>对角线以外 %2 格中的 %1 格占推力的 %3 %</translation>
    </message>
    <message>
        <source>item, %1</source>
        <translation>样本，%1</translation>
    </message>
    <message>
        <source>why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>push</source>
        <translation>推力</translation>
    </message>
    <message>
        <source>Why they belong together: their group, or what they hold</source>
        <translation>它们为何属于一起：同组，或内容相同</translation>
    </message>
    <message>
        <source>Of the gradients beside the diagonal, as InfoNCE has them among all held-out items at the temperature of now: what pushes these two apart</source>
        <translation>按当前温度在所有留出样本上计算 InfoNCE，对角线以外梯度中推开这两个样本的份额</translation>
    </message>
</context>
<context>
    <name>contrastlab::FewLabelsPanel</name>
    <message>
        <source>of: %1</source>
        <translation>模态：%1</translation>
    </message>
    <message>
        <source>%1, now</source>
        <translation>%1，当前</translation>
    </message>
    <message>
        <source>what the tower is given</source>
        <translation>塔的输入</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>always the largest</source>
        <translation>总猜最大类</translation>
    </message>
    <message>
        <source>accuracy over labels a class</source>
        <translation>准确率随每类标签数的变化</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Step %1: one label a class is right for %2 %</source>
        <translation>第 %1 步：每类一个标签时正确率 %2 %</translation>
    </message>
    <message>
        <source>These data have no classes, so there is nothing to label.</source>
        <translation>这些数据没有类别，没有标签可用。</translation>
    </message>
    <message>
        <source>The labels could not be judged: %1</source>
        <translation>无法评估标签：%1</translation>
    </message>
    <message>
        <source>Labels are judged where there are at least two classes, and no more of them than %1.</source>
        <translation>至少有两个类别、且不超过 %1 个时，才能评估标签。</translation>
    </message>
    <message>
        <source>Waiting for the first step…</source>
        <translation>等待第一步…</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>labels a class</source>
        <translation>每类标签数</translation>
    </message>
    <message>
        <source>mean accuracy</source>
        <translation>平均准确率</translation>
    </message>
    <message>
        <source>draw %1</source>
        <translation>第 %1 次抽取</translation>
    </message>
    <message>
        <source>How far a few labels go</source>
        <translation>少量标签能做到多好</translation>
    </message>
    <message>
        <source>Few labels</source>
        <translation>少量标签</translation>
    </message>
    <message>
        <source>&lt;p&gt;Some training items of each class are labelled, and a simple classifier is fitted to them; the curve says for how many held-out items it is right. A dot is one draw of labelled items, the line their mean.&lt;/p&gt;&lt;p&gt;Good embeddings need few labels. The line to beat is that of the raw inputs, which have learnt nothing; below the dashed line one might as well always name the largest class.&lt;/p&gt;&lt;p&gt;“Keep this curve” leaves it here while you train another task: so contrast, autoencoder and adversary stand in one picture. The last curve of a run that another takes the place of is kept by itself.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每个类别取几个训练样本加上标签，拟合一个简单的分类器；曲线表示它对多少留出样本判断正确。每个点是一次抽取，折线是平均值。&lt;/p&gt;&lt;p&gt;好的嵌入只需要很少的标签。要超过的是原始输入的曲线，它什么也没有学过；低于虚线时，还不如总猜最大的类别。&lt;/p&gt;&lt;p&gt;“保留此曲线”会把它留在这里，同时训练别的任务：这样对比、自编码器和对抗就在同一张图里。被另一次运行取代时，最后的曲线会自动保留。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Whose inputs and embeddings are judged</source>
        <translation>评估哪个模态的输入和嵌入</translation>
    </message>
    <message>
        <source>nearest neighbour</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>linear (least squares)</source>
        <translation>线性（最小二乘）</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <source>The classifier that is fitted to the labelled items</source>
        <translation>用带标签样本拟合的分类器</translation>
    </message>
    <message>
        <source>Keep this curve</source>
        <translation>保留此曲线</translation>
    </message>
    <message>
        <source>It stays here beside those of later runs on the same data</source>
        <translation>它会留在这里，与同一数据上之后的运行并列</translation>
    </message>
    <message>
        <source>Forget kept ones</source>
        <translation>清除保留的曲线</translation>
    </message>
    <message>
        <source>Only the run of now and the inputs stay</source>
        <translation>只留下当前运行和输入的曲线</translation>
    </message>
</context>
<context>
    <name>contrastlab::FilmBanner</name>
    <message>
        <source>Film: %1 of %2 pictures</source>
        <translation>影片：%1 / %2 张图片</translation>
    </message>
    <message>
        <source>Film: all pictures are drawn and are put together</source>
        <translation>影片：图片已全部画好，正在合成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing is written</source>
        <translation>不写入任何文件</translation>
    </message>
</context>
<context>
    <name>contrastlab::FilmSheet</name>
    <message>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>The matrix as its difference to step</source>
        <translation>矩阵显示与此步之差：第</translation>
    </message>
    <message>
        <source>Blue where cosines have grown since then, orange where they shrank</source>
        <translation>自那以后余弦增大处为蓝色，减小处为橙色</translation>
    </message>
    <message>
        <source>Film (.mp4)</source>
        <translation>影片 (.mp4)</translation>
    </message>
    <message>
        <source>Moving picture (.gif)</source>
        <translation>动图 (.gif)</translation>
    </message>
    <message>
        <source>Folder of pictures (.png)</source>
        <translation>图片文件夹 (.png)</translation>
    </message>
    <message>
        <source>Films and moving pictures need the program ffmpeg, which is not there; pictures need nothing.</source>
        <translation>影片和动图需要程序 ffmpeg，但没有找到；图片不需要它。</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Make film</source>
        <translation>制作影片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Each as it begins, whatever is chosen in it here.</source>
        <translation>各视图以初始设置绘制，不取此处的选择。</translation>
    </message>
    <message>
        <source>Views, side by side</source>
        <translation>并排的视图</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>to</source>
        <comment>steps</comment>
        <translation>到</translation>
    </message>
    <message>
        <source>every</source>
        <comment>so many steps</comment>
        <translation>每隔</translation>
    </message>
    <message>
        <source>Size of each</source>
        <translation>每个视图的大小</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>每秒图片数</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Films (*%1)</source>
        <translation>影片 (*%1)</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Choose a view.</source>
        <translation>请选择一个视图。</translation>
    </message>
    <message>
        <source>The last step comes before the first.</source>
        <translation>最后一步早于第一步。</translation>
    </message>
    <message>
        <source>At most %1 pictures: take fewer steps.</source>
        <translation>最多 %1 张图片：请减少步数。</translation>
    </message>
    <message>
        <source>Where does it go to?</source>
        <translation>保存到哪里？</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; training goes on meanwhile.</source>
        <translation>%1；期间训练继续。</translation>
    </message>
    <message>
        <source>%1, a film of %2 seconds; training goes on meanwhile.</source>
        <translation>%1，影片长 %2 秒；期间训练继续。</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>Steps from picture to picture</source>
        <translation>相邻两幅图之间的步数</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>高度（像素）</translation>
    </message>
</context>
<context>
    <name>contrastlab::FilmTask</name>
    <message>
        <source>The program that draws it ended.</source>
        <translation>绘制影片的程序已退出。</translation>
    </message>
</context>
<context>
    <name>contrastlab::ForceArrows</name>
    <message>
        <source>%1 “%2”</source>
        <comment>modality, item</comment>
        <translation>%1“%2”</translation>
    </message>
    <message>
        <source>pulled by %1 (%2%)</source>
        <translation>被%1拉近（%2%）</translation>
    </message>
    <message>
        <source>pushed most by %1 (%2%)</source>
        <translation>主要被%1推开（%2%）</translation>
    </message>
    <message>
        <source>Forces: rest on an item, or click one</source>
        <translation>作用力：把指针停在样本上，或点击一个</translation>
    </message>
    <message>
        <source>Forces: this item is not among those that are drawn</source>
        <translation>作用力：这个样本不在所画的样本之中</translation>
    </message>
    <message>
        <source>Forces: working them out…</source>
        <translation>作用力：正在计算…</translation>
    </message>
    <message>
        <source>%1 acts on no pair by itself: there are no forces to draw</source>
        <translation>%1 不单独作用于任何一对：没有可画的力</translation>
    </message>
    <message>
        <source>nothing pulls or pushes it</source>
        <translation>没有什么拉它或推它</translation>
    </message>
    <message>
        <source>Blue, whole lines: what draws the item towards it. Orange, dashed: what drives it away. The wider, the stronger of its kind; percentages are of all pull, and of all push.</source>
        <translation>蓝色实线：把样本拉向自己的；橙色虚线：把它推开的。同类之中越宽越强；百分比分别针对全部拉力和全部推力。</translation>
    </message>
    <message>
        <source>Where the map is the plane of the principal axes, arrows are all pull, all push and, darker or lighter than both, their sum: where a step would move the item. They need not point at what pulls, because embeddings move along a sphere.</source>
        <translation>地图为主轴平面时，箭头是全部拉力、全部推力，以及比两者更深或更浅的合力：一步会把样本移向哪里。箭头不一定指向施加拉力者，因为嵌入沿着球面移动。</translation>
    </message>
    <message>
        <source>All from the exact gradient of the loss, with the held-out items for a batch.</source>
        <translation>全部来自损失的精确梯度，以留出样本作为一个批次。</translation>
    </message>
    <message>
        <source>The loss is a mean over several widths of the embeddings: there are no forces of one cosine to draw</source>
        <translation>损失是嵌入的几个维数上的平均：没有单个余弦的力可画</translation>
    </message>
</context>
<context>
    <name>contrastlab::FormulaView</name>
    <message>
        <source>Click to see it large</source>
        <translation>点击可放大</translation>
    </message>
</context>
<context>
    <name>contrastlab::GhostCurves</name>
    <message>
        <source>%1 diverges</source>
        <translation>%1（发散）</translation>
    </message>
    <message>
        <source>The next steps cannot be computed: %1</source>
        <translation>无法计算接下来的步：%1</translation>
    </message>
    <message>
        <source>%1, from step %2: looking ahead…</source>
        <translation>%1，自第 %2 步起：正在预看…</translation>
    </message>
    <message numerus="yes">
        <source>%1, from step %2: slow, only %n step(s)</source>
        <translation>
            <numerusform>%1，自第 %2 步起：较慢，只有 %n 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, from step %2: the next %n step(s)</source>
        <translation>
            <numerusform>%1，自第 %2 步起：接下来的 %n 步</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::GlossaryCard</name>
    <message>
        <source>Show me</source>
        <translation>指给我看</translation>
    </message>
    <message>
        <source>Points at it in the window</source>
        <translation>在窗口中指出它</translation>
    </message>
</context>
<context>
    <name>contrastlab::GlossarySheet</name>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Search a term</source>
        <translation>搜索术语</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
</context>
<context>
    <name>contrastlab::GuessCards</name>
    <message>
        <source>Waiting for the first guesses…</source>
        <translation>等待最初的猜测……</translation>
    </message>
    <message>
        <source>%1 (cosine %2)</source>
        <translation>%1(余弦 %2)</translation>
    </message>
    <message>
        <source>%1 – nearest first: %2. Click to pin it.</source>
        <translation>%1——由近到远：%2。点击可固定。</translation>
    </message>
</context>
<context>
    <name>contrastlab::HeatmapView</name>
    <message>
        <source>cosine %1 · a pair</source>
        <translation>余弦 %1 · 配对</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>余弦 %1</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>each cell is the mean of %1 × %1 pairs</source>
        <translation>每格为 %1 × %1 对的均值</translation>
    </message>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>cosine %1 · one of them is the same, so it counts as a pair</source>
        <translation>余弦 %1 · 其中一方相同，因此算作配对</translation>
    </message>
    <message>
        <source>cosine / τ</source>
        <translation>余弦 / τ</translation>
    </message>
    <message>
        <source>probability by row</source>
        <translation>按行的概率</translation>
    </message>
    <message>
        <source>probability by column</source>
        <translation>按列的概率</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不考虑</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>负样本</translation>
    </message>
    <message>
        <source>false negative</source>
        <translation>假负样本</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>正样本</translation>
    </message>
    <message>
        <source>%1: + push, − pull</source>
        <translation>%1：+ 推开，− 拉近</translation>
    </message>
    <message>
        <source>No batch yet: each step draws one.</source>
        <translation>还没有批次：每一步都会抽取一个。</translation>
    </message>
    <message>
        <source>%1, less that %2</source>
        <translation>%1，减去%2的值</translation>
    </message>
    <message>
        <source>There is nothing to compare with: the other moment has none of these pairs.</source>
        <translation>没有可比较的对象：另一时刻没有这些配对。</translation>
    </message>
    <message>
        <source>%1: A %2, B %3, B − A %4</source>
        <translation>%1：A %2，B %3，B − A %4</translation>
    </message>
    <message>
        <source>row %1, column %2: %3; %4</source>
        <translation>第 %1 行，第 %2 列：%3；%4</translation>
    </message>
    <message>
        <source>Matrix of pairs</source>
        <translation>配对矩阵</translation>
    </message>
</context>
<context>
    <name>contrastlab::ImportDialog</name>
    <message>
        <source>One matrix is half of a data set: choose the second one, row by row its partners.</source>
        <translation>一个矩阵只是数据集的一半：请选择第二个，其各行与第一个逐行配对。</translation>
    </message>
    <message>
        <source>%1. Choose it at the left.</source>
        <comment>what is missing</comment>
        <translation>%1。请在左侧选择。</translation>
    </message>
    <message>
        <source>Cancelled. Change something, or choose other data.</source>
        <translation>已取消。请修改设置或选择其他数据。</translation>
    </message>
    <message>
        <source>A new run on the data that are open, its words beginning from these vectors</source>
        <translation>在当前数据上新开一次运行，词嵌入以这些向量为初值</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>a table, a captions file, a folder, .tar shards, .npy, word vectors …</source>
        <translation>表格、描述文件、文件夹、.tar 分片、.npy、词向量……</translation>
    </message>
    <message>
        <source>Galler&amp;y…</source>
        <translation>数据集库(&amp;Y)…</translation>
    </message>
    <message>
        <source>Data sets that come with the program or with a package</source>
        <translation>随程序或软件包提供的数据集</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Begin the &amp;word embeddings from it</source>
        <translation>以此初始化词嵌入(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Train on it</source>
        <translation>用它训练(&amp;T)</translation>
    </message>
    <message>
        <source>Begin a new run on these data</source>
        <translation>在这些数据上新开一次运行</translation>
    </message>
    <message>
        <source>&lt;ul&gt;&lt;li&gt;pictures or sounds with captions: a CSV, TSV or JSON table, a folder with a text beside each, HuggingFace, COCO, Flickr, Clotho, AudioCaps, webdataset shards, a .zip of any of these&lt;/li&gt;&lt;li&gt;folders that are classes, or files whose names tell&lt;/li&gt;&lt;li&gt;vectors from elsewhere: two of .npy, an .npz or .safetensors, tables of numbers, word vectors&lt;/li&gt;&lt;/ul&gt;What is in the files is found by looking at them; nothing is changed.</source>
        <translation>&lt;ul&gt;&lt;li&gt;带描述的图像或声音：CSV、TSV 或 JSON 表格，每个文件旁有文本的文件夹，HuggingFace、COCO、Flickr、Clotho、AudioCaps、webdataset 分片，以及其中任何一种的 .zip&lt;/li&gt;&lt;li&gt;以文件夹为类别，或文件名说明内容的文件&lt;/li&gt;&lt;li&gt;来自别处的向量：两个 .npy，一个 .npz 或 .safetensors，数字表格，词向量&lt;/li&gt;&lt;/ul&gt;程序会查看文件来判断其中的内容；不会改动任何文件。</translation>
    </message>
</context>
<context>
    <name>contrastlab::ImportOptions</name>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>How the files are read; automatic looks at them</source>
        <translation>文件的读取方式；“自动”会查看文件内容</translation>
    </message>
    <message>
        <source>Files are &amp;in</source>
        <translation>文件所在(&amp;I)</translation>
    </message>
    <message>
        <source>The folder that the named files start from; empty: where the list itself is, or beside it</source>
        <translation>列表中文件名的起始文件夹；留空：列表所在处或其旁边</translation>
    </message>
    <message>
        <source>Second &amp;matrix</source>
        <translation>第二个矩阵(&amp;M)</translation>
    </message>
    <message>
        <source>The file of the other modality, row by row the partners of the first</source>
        <translation>另一模态的文件，逐行与第一个配对</translation>
    </message>
    <message>
        <source>La&amp;bels file</source>
        <translation>标签文件(&amp;B)</translation>
    </message>
    <message>
        <source>One label a row, or a table with the columns id, label, split</source>
        <translation>每行一个标签，或含 id、label、split 列的表格</translation>
    </message>
    <message>
        <source>Picture column</source>
        <translation>图片列</translation>
    </message>
    <message>
        <source>The column with the names of picture files</source>
        <translation>图片文件名所在的列</translation>
    </message>
    <message>
        <source>Sound column</source>
        <translation>声音列</translation>
    </message>
    <message>
        <source>The column with the names of sound files</source>
        <translation>声音文件名所在的列</translation>
    </message>
    <message>
        <source>Caption column</source>
        <translation>描述列</translation>
    </message>
    <message>
        <source>The column with the words that belong to the file</source>
        <translation>与文件对应的文字所在的列</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>The column with the class, for colours and for objectives that use labels</source>
        <translation>类别所在的列，用于着色和需要标签的目标函数</translation>
    </message>
    <message>
        <source>Split column</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>The column that says train, val or test</source>
        <translation>标明 train、val 或 test 的列</translation>
    </message>
    <message>
        <source>Caption &amp;language</source>
        <translation>描述语言(&amp;L)</translation>
    </message>
    <message>
        <source>Which of the languages in the data the captions are taken from</source>
        <translation>描述取自数据中的哪种语言</translation>
    </message>
    <message>
        <source>&amp;Held out</source>
        <translation>留出(&amp;H)</translation>
    </message>
    <message>
        <source>Items that never train and on which the run is judged</source>
        <translation>从不参与训练、用于评判运行的样本</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>比例(&amp;S)</translation>
    </message>
    <message>
        <source>Of all items, drawn by chance</source>
        <translation>占全部样本的比例，随机抽取</translation>
    </message>
    <message>
        <source>At m&amp;ost items</source>
        <translation>样本上限(&amp;O)</translation>
    </message>
    <message>
        <source>More than these are left out, evenly over the data</source>
        <translation>超出的样本在全部数据中均匀略去</translation>
    </message>
    <message>
        <source>Picture si&amp;ze</source>
        <translation>图片尺寸(&amp;Z)</translation>
    </message>
    <message>
        <source>Side of the square that the tower sees</source>
        <translation>塔所见正方形的边长</translation>
    </message>
    <message>
        <source>Picture fit</source>
        <translation>图片适配</translation>
    </message>
    <message>
        <source>What is done with pictures that are not square</source>
        <translation>非正方形图片的处理方式</translation>
    </message>
    <message>
        <source>&amp;Ground</source>
        <translation>底色(&amp;G)</translation>
    </message>
    <message>
        <source>The colour behind transparent pixels and around padded pictures</source>
        <translation>透明像素背后与补边处的颜色</translation>
    </message>
    <message>
        <source>Sou&amp;nd length</source>
        <translation>声音长度(&amp;N)</translation>
    </message>
    <message>
        <source>The tower hears so much from the start of each sound</source>
        <translation>塔从每段声音开头听取的长度</translation>
    </message>
    <message>
        <source>M&amp;emory</source>
        <translation>内存(&amp;E)</translation>
    </message>
    <message>
        <source>For decoded pictures and sounds; what does not fit is decoded again when it is needed</source>
        <translation>用于存放解码后的图片和声音；放不下的在需要时重新解码</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 (recognised)</source>
        <translation>%1（自动识别）</translation>
    </message>
    <message>
        <source>%1, as the data say</source>
        <translation>%1 个，按数据自带的划分</translation>
    </message>
    <message>
        <source>%1, drawn by the run</source>
        <translation>%1 个，由运行抽取</translation>
    </message>
    <message>
        <source>as the data or the run say</source>
        <translation>按数据或运行的设置</translation>
    </message>
    <message>
        <source>a share of the items</source>
        <translation>按比例抽取</translation>
    </message>
    <message>
        <source>crop the centre</source>
        <translation>居中裁剪</translation>
    </message>
    <message>
        <source>pad to a square</source>
        <translation>补成正方形</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>the longest, at most 10 s</source>
        <translation>最长的一段，至多 10 秒</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>%1, as the data say, and %2 to test at the end</source>
        <translation>%1 个，按数据的划分，另有 %2 个在最后测试</translation>
    </message>
</context>
<context>
    <name>contrastlab::Inspector</name>
    <message>
        <source>Click a point of the projection or a cell of the similarity matrix: its items stay here, with what lies nearest to them while they train. Esc lets them go.</source>
        <translation>单击投影中的点或相似度矩阵的单元格，样本就会固定在这里，并随训练实时显示与之最近的样本。按 Esc 取消固定。</translation>
    </message>
    <message>
        <source>Nearest, %1 → %2</source>
        <translation>最近邻：%1 → %2</translation>
    </message>
    <message>
        <source>Between the two: cosine %1. They are no pair.</source>
        <translation>两者之间的余弦：%1。它们不是一对。</translation>
    </message>
    <message numerus="yes">
        <source>Not among the %n item(s) of the similarity matrix.</source>
        <translation>
            <numerusform>不在相似度矩阵的 %n 个条目之中。</numerusform>
        </translation>
    </message>
    <message>
        <source>direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>place</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>partner</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>An item, and what lies nearest to it</source>
        <translation>一个样本，以及离它最近的内容</translation>
    </message>
    <message>
        <source>What is shown of an item</source>
        <translation>样本面板显示什么</translation>
    </message>
    <message>
        <source>&lt;p&gt;The item that was pinned by a click, with its name, group, picture, text and sound, and what the run takes for its partner: the nearest ones in the other modality, with their cosines, the true partner marked.&lt;/p&gt;&lt;p&gt;Two items of a cell are shown with the cosine between them. A click on a neighbour goes on to it; Esc lets go.&lt;/p&gt;</source>
        <translation>&lt;p&gt;单击固定的样本，包括名称、类别、图片、文字和声音，以及运行把什么当作它的伙伴：另一模态中最近的几个及其余弦，真正的伙伴有标记。&lt;/p&gt;&lt;p&gt;单元格的两个样本会连同它们之间的余弦一起显示。单击邻居可转到它；按 Esc 键放开。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>contrastlab::ItemPalette</name>
    <message>
        <source>Item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Items have numbers from 0 to %1</source>
        <translation>样本编号从 0 到 %1</translation>
    </message>
</context>
<context>
    <name>contrastlab::ItemSheet</name>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>held out: judges, never trains</source>
        <translation>留出：只用于评估，从不参与训练</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>test: judged once, at the end</source>
        <translation>测试：只在最后评判一次</translation>
    </message>
</context>
<context>
    <name>contrastlab::ItemSounds</name>
    <message>
        <source>No sound: the recording cannot be read.</source>
        <translation>没有声音：无法读取该录音。</translation>
    </message>
</context>
<context>
    <name>contrastlab::ItemTable</name>
    <message>
        <source>Pin this item</source>
        <translation>固定此项目</translation>
    </message>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>已选 %1 / %2</translation>
    </message>
    <message>
        <source>%1 held-out items</source>
        <translation>%1 个留出样本</translation>
    </message>
    <message>
        <source>The hardest items come first; the losses should shrink</source>
        <translation>最难的样本排在最前；损失应逐渐变小</translation>
    </message>
    <message>
        <source>What the table shows</source>
        <translation>此表显示什么</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each row is a held-out item: how high its loss is among all of them, where its partner comes in either direction, the cosine of its two halves, and what comes nearest without being right.&lt;/p&gt;&lt;p&gt;False negatives: which share of the push away from other items comes from items of its own group, which likely belong to it.&lt;/p&gt;&lt;p&gt;Click a title to sort by it. Click: pin the item. Ctrl or Shift and click: choose rows, in every view. Esc lets all go.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每一行是一个留出样本：它在所有留出样本中的损失、两个方向上其配对排在第几、它两半之间的余弦，以及最近的错误样本。&lt;/p&gt;&lt;p&gt;假负样本：把它推离其他样本的力中，有多少来自同类样本——它们很可能本该相近。&lt;/p&gt;&lt;p&gt;单击标题按该列排序。单击：固定样本。Ctrl 或 Shift 加单击：选择多行，所有视图随之变化。Esc 全部放开。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Find an item</source>
        <translation>查找样本</translation>
    </message>
    <message>
        <source>Held-out items</source>
        <translation>留出样本</translation>
    </message>
    <message>
        <source>False negatives</source>
        <translation>假负样本</translation>
    </message>
    <message>
        <source>Pairs that the loss pushes apart though both items are of one group or hold nearly the same, those pushed most first</source>
        <translation>损失把它们推开，但两个样本同组或内容几乎相同；推力最大的排在最前</translation>
    </message>
</context>
<context>
    <name>contrastlab::ItemTableModel</name>
    <message>
        <source>%1 (%2)</source>
        <comment>nearest wrong item, its cosine</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>group</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>InfoNCE of the item among all held-out items, at the temperature of now; of a guess ln N</source>
        <translation>该样本在所有留出样本中的 InfoNCE，按当前温度；随机猜测为 ln N</translation>
    </message>
    <message>
        <source>rank %1 → %2</source>
        <translation>名次 %1 → %2</translation>
    </message>
    <message>
        <source>Where its partner comes among all, from 1</source>
        <translation>其配对在全部候选中排第几，从 1 起</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Of its two halves</source>
        <translation>它的两半之间</translation>
    </message>
    <message>
        <source>nearest wrong</source>
        <translation>最近的错误样本</translation>
    </message>
    <message>
        <source>The item that comes nearest without being right</source>
        <translation>不正确的样本中离得最近的一个</translation>
    </message>
    <message>
        <source>false negatives</source>
        <translation>假负样本</translation>
    </message>
    <message>
        <source>Share of the negatives&apos; push that comes from items of its own group: they likely belong to it</source>
        <translation>负样本推力中来自同类样本的比例：它们很可能本该相近</translation>
    </message>
</context>
<context>
    <name>contrastlab::KeysPage</name>
    <message>
        <source>%1 copies the picture or the text that has the focus.</source>
        <translation>%1 用于复制当前的图形或文字。</translation>
    </message>
    <message>
        <source>%1 is taken by “%2”.</source>
        <translation>%1 已用于“%2”。</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>Keys of the chosen action</source>
        <translation>所选操作的按键</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>改归此操作</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The action is in its menu, but has no key</source>
        <translation>操作仍在菜单中，但没有按键</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>The keys that the program came with</source>
        <translation>程序自带的按键</translation>
    </message>
    <message>
        <source>All back to usual</source>
        <translation>全部恢复默认</translation>
    </message>
</context>
<context>
    <name>contrastlab::LayoutsSheet</name>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Write to a file…</source>
        <translation>写入文件…</translation>
    </message>
    <message>
        <source>Read from a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>Own layouts</source>
        <translation>我的布局</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Write layout</source>
        <translation>写入布局</translation>
    </message>
    <message>
        <source>Layouts (*.layout)</source>
        <translation>布局 (*.layout)</translation>
    </message>
    <message>
        <source>Read layout</source>
        <translation>读取布局</translation>
    </message>
    <message>
        <source>None yet: View, Layout, Save layout as… keeps how the window is now.</source>
        <translation>还没有：“视图”“布局”“布局另存为…”可保存窗口现在的样子。</translation>
    </message>
    <message>
        <source>Of another version of the program, with other panels</source>
        <translation>来自程序的其他版本，面板不同</translation>
    </message>
    <message>
        <source>The layouts could not be written.</source>
        <translation>布局无法写入。</translation>
    </message>
    <message>
        <source>A name has to be there, and to be no other layout&apos;s.</source>
        <translation>名称不能为空，也不能与其他布局相同。</translation>
    </message>
    <message>
        <source>“%1” is deleted.</source>
        <translation>“%1”已删除。</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 无法写入</translation>
    </message>
    <message>
        <source>it cannot be opened.</source>
        <translation>无法打开。</translation>
    </message>
    <message>
        <source>“%1” is one of yours now.</source>
        <translation>“%1”已加入我的布局。</translation>
    </message>
</context>
<context>
    <name>contrastlab::LessonPanel</name>
    <message>
        <source>%1  %2</source>
        <comment>number and title of a lesson</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>All lessons; those that are ticked were tried</source>
        <translation>全部课程；打勾的已试过</translation>
    </message>
    <message>
        <source>The lesson before</source>
        <translation>上一课</translation>
    </message>
    <message>
        <source>The next lesson</source>
        <translation>下一课</translation>
    </message>
    <message>
        <source>Train this here</source>
        <translation>在这里训练</translation>
    </message>
    <message>
        <source>Shows it in the form</source>
        <translation>在表单中显示</translation>
    </message>
    <message>
        <source>**To think about.** %1</source>
        <translation>**想一想**。%1</translation>
    </message>
    <message>
        <source>Hide the answer</source>
        <translation>隐藏答案</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>显示答案</translation>
    </message>
    <message>
        <source>Break it on purpose</source>
        <translation>故意弄坏</translation>
    </message>
    <message>
        <source>Shows what spoils training batches, and can be taken back at any step</source>
        <translation>显示能破坏训练批次的设置，任何一步都可以恢复</translation>
    </message>
    <message>
        <source>**Try it yourself.** The run that trains now is kept, in the list of runs.</source>
        <translation>**自己试试**。正在训练的运行会保留在运行列表中。</translation>
    </message>
    <message>
        <source>Predict, try, see</source>
        <translation>预测、尝试、观察</translation>
    </message>
    <message>
        <source>How a lesson goes</source>
        <translation>课程怎么进行</translation>
    </message>
    <message>
        <source>&lt;p&gt;A lesson takes some minutes: its text, claims of the literature, and a question. Of each claim you first say what you expect; then small runs try it here, and their numbers stand beside your guess.&lt;/p&gt;&lt;p&gt;Its run is for you to play with: it trains in the window like any other. Terms that are underlined with dots are explained at a click.&lt;/p&gt;</source>
        <translation>&lt;p&gt;一节课需要几分钟：正文、文献中的论断和一个问题。对每个论断，先说出你的预期；随后用小型运行在这里验证，其数值与你的猜测并列。&lt;/p&gt;&lt;p&gt;课程附带的运行供你摆弄：它和其他运行一样在窗口中训练。带点线的术语单击即有解释。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>contrastlab::LiveEmbeddings</name>
    <message>
        <source>Embedding items: %1 of %2…</source>
        <translation>正在嵌入样本：%1 / %2…</translation>
    </message>
    <message>
        <source>Items could not be embedded: %1</source>
        <translation>无法嵌入样本：%1</translation>
    </message>
</context>
<context>
    <name>contrastlab::LiveMap</name>
    <message>
        <source>The embeddings of step %1 are not numbers: the model has diverged.</source>
        <translation>第 %1 步的嵌入不是数：模型已发散。</translation>
    </message>
    <message>
        <source>Say what the axis to the right runs from and to: two texts, or two items.</source>
        <translation>请指定向右的轴从哪里到哪里：两段文字，或两个样本。</translation>
    </message>
    <message>
        <source>No modality of this run is text: let the axes run from item to item.</source>
        <translation>此次训练没有文本模态：请让轴从样本到样本。</translation>
    </message>
    <message>
        <source>The vocabulary knows nothing of “%1”.</source>
        <translation>词表中没有“%1”的任何词。</translation>
    </message>
    <message>
        <source>“%1” to itself is no axis: both ends are the same.</source>
        <translation>从“%1”到它自己不成轴：两端相同。</translation>
    </message>
    <message>
        <source>Both axes run the same way: choose other ends for one of them.</source>
        <translation>两个轴方向相同：请为其中一个另选两端。</translation>
    </message>
    <message>
        <source>Drawing the map…</source>
        <translation>正在绘图…</translation>
    </message>
</context>
<context>
    <name>contrastlab::LiveSweep</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 changes nothing here: %2</source>
        <translation>%1 在这里不起作用：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n run file(s) were not whole or of other data, and are trained again</source>
        <translation>
            <numerusform>%n 个运行文件不完整或属于其他数据，将重新训练</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) failed or could not be kept: %1</source>
        <translation>
            <numerusform>%n 个运行失败或无法保存：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::LoadBanner</name>
    <message>
        <source>No data are loaded. Open data, choose from the gallery, or drop files on this window.</source>
        <translation>尚未载入数据。请打开数据、从数据集库中选择，或将文件拖入窗口。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>打开数据…</translation>
    </message>
    <message>
        <source>Gallery…</source>
        <translation>数据集库…</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Back to the run before</source>
        <translation>回到之前的运行</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>停止载入</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>data set, progress</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>unreadable files: %1</source>
        <translation>无法读取的文件：%1</translation>
    </message>
    <message>
        <source>items without a partner: %1</source>
        <translation>缺少配对的样本：%1</translation>
    </message>
    <message>
        <source>bad rows: %1</source>
        <translation>有误的行：%1</translation>
    </message>
    <message>
        <source>The run trains on %1 of %2 items (%3).</source>
        <translation>共 %2 个样本，本次运行使用 %1 个（%3）。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between losses</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>damaged, seen as blank: %1</source>
        <translation>损坏、按空白处理：%1</translation>
    </message>
</context>
<context>
    <name>contrastlab::LookProgress</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>contrastlab::LookTables</name>
    <message>
        <source>First items</source>
        <translation>前几个样本</translation>
    </message>
    <message numerus="yes">
        <source>First %n item(s)</source>
        <translation>
            <numerusform>前 %n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>问题（%1）</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Items as they are read</source>
        <translation>读入的样本</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>略去的内容</translation>
    </message>
</context>
<context>
    <name>contrastlab::LossView</name>
    <message>
        <source>Waiting for the first step…</source>
        <translation>等待第一步…</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>held-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Weight of the moving average; the raw line stays faint behind it</source>
        <translation>滑动平均的权重；原始曲线以浅色留在后面</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Loss on a logarithmic axis</source>
        <translation>损失使用对数轴</translation>
    </message>
    <message>
        <source>Ignore outliers</source>
        <translation>忽略离群值</translation>
    </message>
    <message>
        <source>Scale the axes to most of the values, not to the extremes</source>
        <translation>坐标轴按大多数值缩放，而非极端值</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>The whole run, and follow it; or double-click the plot</source>
        <translation>整个运行并跟随；也可双击图</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>recall@%1 %2 → %3</source>
        <translation>召回@%1 %2 → %3</translation>
    </message>
    <message>
        <source>recall@%1</source>
        <translation>召回@%1</translation>
    </message>
    <message>
        <source>recall@%1 at chance</source>
        <translation>随机水平召回@%1</translation>
    </message>
    <message>
        <source>Recall at</source>
        <translation>召回@</translation>
    </message>
    <message>
        <source>A partner counts as found among so many nearest</source>
        <translation>配对样本排进最近的前几名才算命中</translation>
    </message>
    <message>
        <source>function and gradient evaluations</source>
        <translation>函数与梯度求值次数</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>求值次数</translation>
    </message>
    <message>
        <source>A step of a line search evaluates loss and gradient several times: compare optimisers at equal evaluations</source>
        <translation>线搜索的一步要多次计算损失和梯度：比较优化器时应看相同的求值次数</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Show this step in all views</source>
        <translation>所有视图显示这一步</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>training loss at chance</source>
        <translation>训练损失的随机水平</translation>
    </message>
    <message>
        <source>training, a guess</source>
        <translation>训练，随机</translation>
    </message>
    <message>
        <source>held-out loss at chance</source>
        <translation>留出损失的随机水平</translation>
    </message>
    <message>
        <source>held-out, a guess</source>
        <translation>留出，随机</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Loss should fall below its dashed line, recall rise above its own</source>
        <translation>损失应降到各自的虚线以下，召回率应升到虚线以上</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲线表示什么</translation>
    </message>
    <message>
        <source>best held-out loss: %1 at step %2</source>
        <translation>最佳留出损失：%1，第 %2 步</translation>
    </message>
    <message>
        <source>class accuracy</source>
        <translation>类别准确率</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>class accuracy at chance</source>
        <translation>类别准确率的随机水平</translation>
    </message>
    <message>
        <source>class, a guess</source>
        <translation>类别，随机</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Above, the loss&lt;/b&gt;: how badly partners are told apart, in the batches trained on and among the held-out items. Each has a dashed line of its own: the loss of a guess, which grows with the number of candidates.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Below, recall&lt;/b&gt;: of the held-out items, the share whose partner is among the nearest, from either modality to the other. Dashed: a guess. Where captions are names of classes, class accuracy is the share whose nearest name is their own.&lt;/p&gt;&lt;p&gt;The star marks the lowest held-out loss once it is past: what is learnt from there on is learnt by heart. Run &gt; Go back to the best takes its weights.&lt;/p&gt;&lt;p&gt;Numbered flags are changes that you made; rest on one to read it. A click shows that step in all views. Drag: zoom. Double click: show all.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;上图，损失&lt;/b&gt;：在训练批次中和在留出项目中，配对被分辨得有多差。两者各有一条虚线：随机猜测的损失，候选越多，它越大。&lt;/p&gt;&lt;p&gt;&lt;b&gt;下图，召回率&lt;/b&gt;：留出项目中，配对项排在最近几名之内的比例，两个方向各一条。虚线：随机猜测。描述是类别名称时，类别准确率是最近的名称就是自己名称的比例。&lt;/p&gt;&lt;p&gt;留出损失的最低点过去之后，会用星号标出：此后学到的只是死记硬背。“运行 &gt; 回到最佳”取那一步的权重。&lt;/p&gt;&lt;p&gt;带编号的小旗是您做的改动，鼠标停在上面可以读到内容。单击：所有视图显示那一步。拖动：放大。双击：显示全部。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Thin lines are other runs that are ticked in the list of runs: their held-out loss, and their recall as the mean of both directions. Point at one and it stands out.&lt;/p&gt;</source>
        <translation>&lt;p&gt;细线是运行列表中勾选的其他运行：其留出损失，以及两个方向平均的召回率。指向其中一条，它就会突出显示。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Ctrl and a drag, or a drag over the numbers of the steps, marks a span: its mean, slope and extremes stand beside those of the span before.&lt;/p&gt;</source>
        <translation>&lt;p&gt;按住 Ctrl 拖动，或在步数刻度上拖动，可标出一段：其均值、斜率和极值与前一段并排显示。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
</context>
<context>
    <name>contrastlab::MainWindow</name>
    <message>
        <source>ContrastLab</source>
        <translation>ContrastLab</translation>
    </message>
    <message>
        <source>%1 – ContrastLab</source>
        <translation>%1 – ContrastLab</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Loss and recall</source>
        <translation>损失与召回</translation>
    </message>
    <message>
        <source>Embeddings, projected</source>
        <translation>嵌入投影</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Rest on an item or click one, then P plays its sound.</source>
        <translation>将指针停在样本上或单击样本，再按 P 播放声音。</translation>
    </message>
    <message>
        <source>This item has no sound.</source>
        <translation>该样本没有声音。</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Pinned: the tab “%1” tells more.</source>
        <translation>已固定：详情见“%1”标签页。</translation>
    </message>
    <message>
        <source>Similarity of pairs</source>
        <translation>配对的相似度</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>故事条</translation>
    </message>
    <message>
        <source>The newest step is the best so far.</source>
        <translation>最新一步就是目前最佳。</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>样本列表</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Copied: the picture, and its values as text</source>
        <translation>已复制：图片，以及其数值文本</translation>
    </message>
    <message>
        <source>Anatomy of a step</source>
        <translation>一步的解剖</translation>
    </message>
    <message>
        <source>Reconstructions</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Few labels</source>
        <translation>少量标签</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>Where is “%1” now?</source>
        <translation>“%1”现在在哪里？</translation>
    </message>
    <message>
        <source>Recording goes on: all is in its file again.</source>
        <translation>录制已恢复：全部内容又都在文件里了。</translation>
    </message>
    <message>
        <source>Recording: %1</source>
        <translation>录制：%1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Another program trained this run and recorded no weights: it can be scrubbed, but not trained, branched or begun anew here.</source>
        <translation>这次运行由另一个程序训练，没有记录权重：可以前后拖动查看，但不能在这里继续训练、分支或重新开始。</translation>
    </message>
    <message>
        <source>The runs train along with each other no longer</source>
        <translation>两个运行不再一同训练</translation>
    </message>
    <message>
        <source>The film is made: %1</source>
        <translation>影片已完成：%1</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>未能写入 %1。</translation>
    </message>
    <message>
        <source>Runs and sweeps (*.clab sweep.json)</source>
        <translation>运行与扫描 (*.clab sweep.json)</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Layout “%1”; undo goes back to the one before.</source>
        <translation>布局“%1”；撤销可回到之前的布局。</translation>
    </message>
    <message>
        <source>The layout “%1” is damaged, or of another version of the program.</source>
        <translation>布局“%1”已损坏，或来自程序的其他版本。</translation>
    </message>
    <message>
        <source>Save layout as</source>
        <translation>布局另存为</translation>
    </message>
    <message>
        <source>Name; one that is there already is replaced</source>
        <translation>名称；同名的布局会被替换</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>My layout</source>
        <translation>我的布局</translation>
    </message>
    <message>
        <source>The layout “%1” is kept.</source>
        <translation>布局“%1”已保存。</translation>
    </message>
    <message>
        <source>The layouts could not be written.</source>
        <translation>布局无法写入。</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Nothing was changed that could be taken back</source>
        <translation>没有可撤销的更改</translation>
    </message>
    <message>
        <source>Nothing was taken back</source>
        <translation>没有可重做的更改</translation>
    </message>
    <message>
        <source>There is no run that could go on</source>
        <translation>没有可以继续的运行</translation>
    </message>
    <message>
        <source>Needs a run that goes on, or is paused</source>
        <translation>需要正在进行或已暂停的运行</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>shows it</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>hides it</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>in front</source>
        <translation>在最前面</translation>
    </message>
    <message>
        <source>Recent run</source>
        <translation>最近的运行</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Not installed: %1</source>
        <translation>未安装：%1</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Step of the run, as in @%1</source>
        <translation>运行中的步，例如 @%1</translation>
    </message>
    <message>
        <source>All views show it, while the run goes on</source>
        <translation>所有视图显示这一步，运行继续</translation>
    </message>
    <message>
        <source>Needs a whole number from 0 to %1</source>
        <translation>需要 0 到 %1 之间的整数</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>“%1” is past undoing: %2</source>
        <translation>“%1”已无法撤销：%2</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Layout: %1</source>
        <translation>布局：%1</translation>
    </message>
</context>
<context>
    <name>contrastlab::Manners</name>
    <message>
        <source>Training goes on at its full pace.</source>
        <translation>训练恢复全速。</translation>
    </message>
    <message>
        <source>On battery: training goes on at a quarter of its pace.</source>
        <translation>正在使用电池：训练以四分之一的速度继续。</translation>
    </message>
</context>
<context>
    <name>contrastlab::MatrixDifference</name>
    <message>
        <source>Kinds of pairs have no difference: compare the two pictures</source>
        <translation>配对类型没有差值：请对照两幅图</translation>
    </message>
    <message>
        <source>The two runs show other pairs here</source>
        <translation>两个运行在此显示的配对不同</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>each cell is the mean of %1 × %1 pairs</source>
        <translation>每格是 %1 × %1 个配对的均值</translation>
    </message>
    <message>
        <source>Difference of the matrices, B − A</source>
        <translation>两个矩阵之差，B − A</translation>
    </message>
</context>
<context>
    <name>contrastlab::MatrixMapView</name>
    <message>
        <source>%1 items at step %2</source>
        <translation>第 %2 步的 %1 个样本</translation>
    </message>
    <message>
        <source>%1 of %2 items at step %3</source>
        <translation>第 %3 步，%2 个样本中的 %1 个</translation>
    </message>
    <message>
        <source>Pin these two items</source>
        <translation>固定这两个样本</translation>
    </message>
    <message>
        <source>Pin the nearest two of this block</source>
        <translation>固定这一块中最近的两个样本</translation>
    </message>
    <message>
        <source>%1 × %2 items: mean cosine %3</source>
        <translation>%1 × %2 个样本：平均余弦 %3</translation>
    </message>
    <message>
        <source>their %1 pairs: mean %2, lowest %3</source>
        <translation>其中 %1 个配对：平均 %2，最低 %3</translation>
    </message>
    <message>
        <source>nearest two: %1</source>
        <translation>最近的两个：%1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>each cell is the mean of %1 × %1 cosines, on the diagonal of %2 pairs</source>
        <translation>每个单元格是 %1 × %1 个余弦的平均值，对角线上是 %2 个配对的平均值</translation>
    </message>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>Embedding all items: %1 of %2…</source>
        <translation>正在嵌入所有样本：%1 / %2…</translation>
    </message>
    <message>
        <source>Items could not be embedded: %1</source>
        <translation>无法嵌入样本：%1</translation>
    </message>
    <message>
        <source>The embeddings of step %1 are not numbers: the model has diverged.</source>
        <translation>第 %1 步的嵌入不是数：模型已发散。</translation>
    </message>
    <message>
        <source>Matrix of all items</source>
        <translation>所有样本的矩阵</translation>
    </message>
</context>
<context>
    <name>contrastlab::ModalitiesEdit</name>
    <message>
        <source>Hub</source>
        <translation>枢纽</translation>
    </message>
    <message>
        <source>The modality that each of the others is trained with. Those two never meet: whether they find each other is what the hub shows.</source>
        <translation>其余两种模态都只与枢纽模态一起训练，彼此从不见面；它们能否互相找到，正是枢纽实验要看的。</translation>
    </message>
</context>
<context>
    <name>contrastlab::NeighbourList</name>
    <message>
        <source>its partner has no cosine: the embeddings are no numbers</source>
        <translation>无法计算配对样本的余弦：嵌入不是有效数值</translation>
    </message>
    <message>
        <source>its partner comes first of %1, cosine %2</source>
        <translation>配对样本在 %1 个中排第 1，余弦 %2</translation>
    </message>
    <message>
        <source>its partner comes at place %1 of %2, cosine %3</source>
        <translation>配对样本在 %2 个中排第 %1，余弦 %3</translation>
    </message>
</context>
<context>
    <name>contrastlab::NeighbourModel</name>
    <message>
        <source>item %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近邻</translation>
    </message>
</context>
<context>
    <name>contrastlab::NumberEditor</name>
    <message>
        <source>clamp 0.01</source>
        <translation>下限 0.01</translation>
    </message>
    <message>
        <source>CLIP 0.07</source>
        <translation>CLIP 0.07</translation>
    </message>
    <message>
        <source>Hold it still: the loss chart shows how the run would go on. Esc takes it back.</source>
        <translation>按住不动：损失图会显示运行将如何继续。按 Esc 撤回。</translation>
    </message>
</context>
<context>
    <name>contrastlab::OutcomeBanner</name>
    <message>
        <source>Diverged at step %1: the loss or its gradient is no longer a finite number.</source>
        <translation>在第 %1 步发散：损失或其梯度不再是有限数。</translation>
    </message>
    <message>
        <source>Most likely cause: %1, now %2.</source>
        <translation>最可能的原因：%1，当前为 %2。</translation>
    </message>
    <message>
        <source>Raise it before going on.</source>
        <translation>请调高后再继续。</translation>
    </message>
    <message>
        <source>Choose another before going on.</source>
        <translation>请换一个后再继续。</translation>
    </message>
    <message>
        <source>Lower it before going on.</source>
        <translation>请调低后再继续。</translation>
    </message>
    <message>
        <source>The run could not go on: %1</source>
        <translation>运行无法继续：%1</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>回到第 %1 步</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>A new run with the values as they are</source>
        <translation>以当前参数值开始新的运行</translation>
    </message>
    <message>
        <source>No run can begin on these data: %1</source>
        <translation>无法在这些数据上开始运行：%1</translation>
    </message>
    <message>
        <source>Back to the run before</source>
        <translation>回到之前的运行</translation>
    </message>
    <message>
        <source>The data and the values of before, at the step where it was left</source>
        <translation>恢复之前的数据与参数，从离开时的步数继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Less likely: %1.</source>
        <translation>可能性较小：%1。</translation>
    </message>
    <message>
        <source>Most likely cause: %1.</source>
        <translation>最可能的原因：%1。</translation>
    </message>
    <message>
        <source>The weights of that step, and the value that likely did it as it was; Undo brings the value back</source>
        <translation>恢复该步的权重，并把可能的肇因改回原值；“撤销”可重新设回该值</translation>
    </message>
    <message>
        <source>A new run from the first step, with the other values as they are</source>
        <translation>从第一步开始新的运行，其余各值不变</translation>
    </message>
    <message>
        <source>Let the run go on as it is</source>
        <translation>让运行照旧继续</translation>
    </message>
    <message>
        <source>Only curves and recorded pictures can be shown: %1</source>
        <translation>只能显示曲线和记录下来的图：%1</translation>
    </message>
    <message>
        <source>Locate the data…</source>
        <translation>找到数据…</translation>
    </message>
    <message>
        <source>Where they are now; they must still be those that it was trained on</source>
        <translation>数据现在的位置；必须仍是训练所用的那些数据</translation>
    </message>
</context>
<context>
    <name>contrastlab::PairBox</name>
    <message>
        <source>%1 (not trained)</source>
        <translation>%1（未训练）</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>模态对</translation>
    </message>
    <message>
        <source>Which two modalities are shown. A pair that is not trained emerges by way of the third, or does not.</source>
        <translation>显示哪两种模态。未训练的模态对可能借由第三种模态自行对齐，也可能不会。</translation>
    </message>
    <message>
        <source>recall@10: → %1, ← %2, at chance %3</source>
        <translation>召回@10：→ %1，← %2，随机水平 %3</translation>
    </message>
</context>
<context>
    <name>contrastlab::PairChoice</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>contrastlab::PairStory</name>
    <message>
        <source>%1 tower</source>
        <comment>the network of this modality</comment>
        <translation>%1塔</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>an item&apos;s words</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>不是数</translation>
    </message>
    <message>
        <source>%1°</source>
        <comment>the angle between two points</comment>
        <translation>%1°</translation>
    </message>
    <message>
        <source>A network turns each half of a pair into a point on a sphere. Training moves the two points of a pair together, and those of different pairs apart. The angle is the one between the two points of this pair now.</source>
        <translation>网络把配对的每一半变成球面上的一个点。训练让同一对的两个点靠拢，让不同对的点分开。图中是这一对的两个点此刻的夹角。</translation>
    </message>
</context>
<context>
    <name>contrastlab::ParameterEditor</name>
    <message>
        <source>two or three of them</source>
        <translation>其中两种或三种</translation>
    </message>
</context>
<context>
    <name>contrastlab::ParameterForm</name>
    <message numerus="yes">
        <source>%n change(s) wait for a new run.</source>
        <translation>
            <numerusform>%n 项更改等待新的运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Parameters that are rarely changed</source>
        <translation>很少更改的参数</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>应用并重启</translation>
    </message>
    <message>
        <source>Begin a new run with these values</source>
        <translation>以这些值开始新的运行</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Forget these changes</source>
        <translation>放弃这些更改</translation>
    </message>
    <message>
        <source>Compares losses of the same batch: hold each for several steps.</source>
        <translation>线搜索比较同一批上的损失：请让每批保持若干步。</translation>
    </message>
    <message>
        <source>No step was found at step %1: the batch is at its minimum or at a kink. Hold batches for fewer steps, or choose AdamW.</source>
        <translation>第 %1 步没有找到可行的步长：这一批已到极小值或处在折点。请让每批保持更少的步数，或改用 AdamW。</translation>
    </message>
    <message>
        <source>at the next step</source>
        <translation>下一步生效</translation>
    </message>
    <message>
        <source>with a new run</source>
        <translation>新运行生效</translation>
    </message>
    <message>
        <source>Freeze the %1 tower</source>
        <translation>冻结%1塔</translation>
    </message>
    <message>
        <source>Rate factor, %1 tower</source>
        <translation>学习率倍数，%1塔</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The lesson “%1” locks %2 and hides %3 parameters here.</source>
        <translation>课程“%1”在这里锁定了 %2 个参数，隐藏了 %3 个。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Locked by the lesson “%1”</source>
        <translation>已被课程“%1”锁定</translation>
    </message>
    <message>
        <source>Here it is %1.</source>
        <translation>此处为%1。</translation>
    </message>
    <message>
        <source>What the run learns, how, and on which data</source>
        <translation>这次运行学什么、怎么学、用哪些数据</translation>
    </message>
    <message>
        <source>What the parameters do</source>
        <translation>参数的作用</translation>
    </message>
    <message>
        <source>&lt;p&gt;A dot marks what takes effect at the next step, while the run goes on; an arrow what begins a new run, by the bar that then stands below.&lt;/p&gt;&lt;p&gt;A dotted label: a click tells what its term means. A double click on a label sets the default, and undo takes any change back.&lt;/p&gt;&lt;p&gt;A slider that is held shows in the curves where the value would lead.&lt;/p&gt;</source>
        <translation>&lt;p&gt;圆点表示下一步就生效、运行继续；箭头表示需要新的运行，由届时出现在下方的栏开始。&lt;/p&gt;&lt;p&gt;带点线的标签：单击说明术语的含义。双击标签恢复默认值，撤销可收回任何更改。&lt;/p&gt;&lt;p&gt;按住滑块时，曲线中会显示该值将带来什么。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>rows found, rows</comment>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n hidden with a change</source>
        <translation>
            <numerusform>有 %n 项改动被隐藏</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a parameter</source>
        <translation>查找参数</translation>
    </message>
    <message>
        <source>By its name in English or Chinese, its symbol, unit or group; Esc shows all rows again</source>
        <translation>按中英文名称、符号、单位或分组查找；按 Esc 恢复显示所有行</translation>
    </message>
</context>
<context>
    <name>contrastlab::ParameterPalette</name>
    <message>
        <source>Held by the lesson “%1”</source>
        <translation>由课程“%1”固定</translation>
    </message>
    <message>
        <source>Not of this run</source>
        <translation>与本次运行无关</translation>
    </message>
    <message>
        <source>Only where %1 is %2</source>
        <comment>parameter, values</comment>
        <translation>仅当%1为%2时</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>现为 %1</translation>
    </message>
    <message>
        <source>Sets it</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Sets it, new run</source>
        <translation>设定，新运行</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <comment>parameter, value</comment>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>Needs %1</source>
        <translation>需要%1</translation>
    </message>
</context>
<context>
    <name>contrastlab::ParameterRow</name>
    <message>
        <source>Needs %1.</source>
        <translation>需要%1。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>label, unit</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;small&gt;Double-click the label for the default.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;small&gt;双击名称恢复默认值。&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Live: takes effect at the next step</source>
        <translation>实时：下一步生效</translation>
    </message>
    <message>
        <source>Restarts: takes effect with a new run</source>
        <translation>需重启：新的运行才生效</translation>
    </message>
    <message>
        <source>Not %1: needs %2.</source>
        <comment>value, limit</comment>
        <translation>%1 不可用：需要%2。</translation>
    </message>
    <message>
        <source>Waits for a new run</source>
        <translation>等待新的运行</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;small&gt;Click the label for what its term means, double-click it for the default.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;small&gt;单击标签查看术语含义，双击恢复默认值。&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>contrastlab::PathField</name>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>contrastlab::Picture</name>
    <message>
        <source>Pin this cell</source>
        <translation>固定此单元格</translation>
    </message>
</context>
<context>
    <name>contrastlab::PredictionPad</name>
    <message>
        <source>%1 % of the height</source>
        <translation>高度的 %1 %</translation>
    </message>
    <message>
        <source>not drawn yet</source>
        <translation>尚未画出</translation>
    </message>
</context>
<context>
    <name>contrastlab::PreviewModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>contrastlab::ProblemModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>contrastlab::ProjectionPanel</name>
    <message>
        <source>Pin this item</source>
        <translation>固定此项目</translation>
    </message>
    <message>
        <source>Partners, joined by lines, should come to lie together</source>
        <translation>由线相连的配对应逐渐靠拢</translation>
    </message>
    <message>
        <source>What the projection shows</source>
        <translation>投影表示什么</translation>
    </message>
    <message>
        <source>Find an item</source>
        <translation>查找项目</translation>
    </message>
    <message>
        <source>Return pins the item</source>
        <translation>按回车固定该项目</translation>
    </message>
    <message>
        <source>Colours tell</source>
        <translation>颜色表示</translation>
    </message>
    <message>
        <source>What the colours of the points tell</source>
        <translation>点的颜色表示什么</translation>
    </message>
    <message>
        <source>colour: group</source>
        <translation>颜色：类别</translation>
    </message>
    <message>
        <source>colour: modality</source>
        <translation>颜色：模态</translation>
    </message>
    <message>
        <source>colour: partner&apos;s place</source>
        <translation>颜色：配对项的名次</translation>
    </message>
    <message>
        <source>colour: partner&apos;s cosine</source>
        <translation>颜色：与配对项的余弦</translation>
    </message>
    <message>
        <source>Gathered items</source>
        <translation>圈选的项目</translation>
    </message>
    <message>
        <source>Let the gathered items go</source>
        <translation>取消圈选</translation>
    </message>
    <message>
        <source>perplexity </source>
        <translation>困惑度 </translation>
    </message>
    <message>
        <source>neighbours </source>
        <translation>邻居数 </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>map: PCA</source>
        <translation>图：主成分</translation>
    </message>
    <message>
        <source>map: t-SNE</source>
        <translation>图：t-SNE</translation>
    </message>
    <message>
        <source>map: UMAP</source>
        <translation>图：UMAP</translation>
    </message>
    <message>
        <source>map: between groups</source>
        <translation>图：类别之间</translation>
    </message>
    <message>
        <source>Kind of map</source>
        <translation>图的种类</translation>
    </message>
    <message>
        <source>How many neighbours each point is to keep; the map begins anew</source>
        <translation>每个点要保留多少邻居；图将重新开始</translation>
    </message>
    <message>
        <source>Size of the neighbourhood</source>
        <translation>邻域大小</translation>
    </message>
    <message>
        <source>The map stays as it is, or follows the embeddings again</source>
        <translation>图保持不动，或重新跟随嵌入</translation>
    </message>
    <message>
        <source>forces</source>
        <translation>作用力</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each point is a held-out item as one modality shows it: its embedding, drawn in the plane of the two principal axes that all embeddings share. Lines join partners.&lt;/p&gt;&lt;p&gt;t-SNE and UMAP draw neighbours as neighbours and follow the model as it learns; the line above the map says how far it can be believed. Rest on a point: dashed lines lead to its five nearest in the space itself.&lt;/p&gt;&lt;p&gt;As training goes on, lines should shorten and groups come apart. Two clouds that stay apart are the modality gap.&lt;/p&gt;&lt;p&gt;The plane shows a part of the variance only: what lies together here may be far apart.&lt;/p&gt;&lt;p&gt;Chosen axes run from one text to another, or from item to item. “More” holds the principal axes while the embeddings move, and leaves trails.&lt;/p&gt;&lt;p&gt;Wheel: zoom, until pictures and words take the place of points. Drag: move, or turn in 3-D, where the middle button moves. Shift and drag: gather items, which the list and the matrix then show.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每个点是一个留出样本在一种模态下的嵌入，画在所有嵌入共用的两个主轴构成的平面上。线连接配对。&lt;/p&gt;&lt;p&gt;t-SNE 和 UMAP 把邻居画成邻居，并随模型的学习而变动；图上方的一行说明它有多可信。指针停在点上：虚线通向它在空间本身中最近的五个点。&lt;/p&gt;&lt;p&gt;随着训练进行，线应变短，各类别应分开。始终分开的两团就是模态间隙。&lt;/p&gt;&lt;p&gt;平面只显示一部分方差：在这里靠近的，实际可能相距很远。&lt;/p&gt;&lt;p&gt;自选轴从一段文字到另一段，或从样本到样本。“更多”可以在嵌入移动时固定主轴，并留下轨迹。&lt;/p&gt;&lt;p&gt;滚轮：缩放，放大到一定程度，图片和文字会代替点。拖动：移动；在三维中是转动，用中键移动。按住 Shift 拖动：圈选样本，列表和矩阵随后只显示它们。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>map: chosen axes</source>
        <translation>图：自选轴</translation>
    </message>
    <message>
        <source>map: circle or sphere</source>
        <translation>图：圆或球面</translation>
    </message>
    <message>
        <source>How the space is drawn; the line below says how far to believe it. Circle and sphere are those of embeddings of width 2 and 3</source>
        <translation>空间如何画出；下面一行说明它有多可信。圆和球面用于维度为 2 和 3 的嵌入</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>trained on</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>all items</source>
        <translation>所有样本</translation>
    </message>
    <message>
        <source>Whose points the map shows</source>
        <translation>图上显示哪些样本</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>三维</translation>
    </message>
    <message>
        <source>Draws the map in space: drag to turn it</source>
        <translation>在三维空间中画图：拖动即可转动</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>What else the map shows</source>
        <translation>图上还显示什么</translation>
    </message>
    <message>
        <source>Hold the principal axes</source>
        <translation>固定主轴</translation>
    </message>
    <message>
        <source>Later steps are drawn on the axes of now: what moves then is the embeddings, not the axes</source>
        <translation>以后的步都画在现在的轴上：移动的是嵌入，而不是轴</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Where what is pinned or gathered was in the last pictures; all points, up to 200</source>
        <translation>固定或圈选的样本在最近几幅图中的位置；点不超过 200 个时显示全部</translation>
    </message>
    <message>
        <source>Lines between partners</source>
        <translation>配对之间的连线</translation>
    </message>
    <message>
        <source>Up to 20,000 of them</source>
        <translation>最多 20,000 条</translation>
    </message>
    <message>
        <source>Turn slowly in 3-D</source>
        <translation>在三维中缓慢转动</translation>
    </message>
    <message>
        <source>The points stand still while the pointer is over them</source>
        <translation>指针在点上时，它们静止不动</translation>
    </message>
    <message>
        <source>Contours where points cover each other</source>
        <translation>点互相遮盖处的等高线</translation>
    </message>
    <message>
        <source>Around the densest regions that hold 25, 50, 75 and 95% of the points in sight</source>
        <translation>围住可见点中最密的 25%、50%、75% 和 95%</translation>
    </message>
</context>
<context>
    <name>contrastlab::ProjectionView</name>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>first principal axis</source>
        <translation>第一主轴</translation>
    </message>
    <message>
        <source>second principal axis</source>
        <translation>第二主轴</translation>
    </message>
    <message>
        <source>partner first</source>
        <translation>配对项第一</translation>
    </message>
    <message>
        <source>2 to 5</source>
        <translation>2 到 5</translation>
    </message>
    <message>
        <source>6 to 10</source>
        <translation>6 到 10</translation>
    </message>
    <message>
        <source>11 to 50</source>
        <translation>11 到 50</translation>
    </message>
    <message>
        <source>later</source>
        <translation>更靠后</translation>
    </message>
    <message>
        <source>cosine above 0.75</source>
        <translation>余弦高于 0.75</translation>
    </message>
    <message>
        <source>above 0.5</source>
        <translation>高于 0.5</translation>
    </message>
    <message>
        <source>above 0.25</source>
        <translation>高于 0.25</translation>
    </message>
    <message>
        <source>above 0</source>
        <translation>高于 0</translation>
    </message>
    <message>
        <source>below 0</source>
        <translation>低于 0</translation>
    </message>
    <message>
        <source>item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>axes between groups</source>
        <translation>类别之间的轴</translation>
    </message>
    <message>
        <source>trust %1, continuity %2, overlap %3%</source>
        <translation>可信度 %1，连续性 %2，重合 %3%</translation>
    </message>
    <message>
        <source>%1% of variance</source>
        <translation>占方差 %1%</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>iteration %1 of %2</source>
        <translation>迭代 %1 / %2</translation>
    </message>
    <message>
        <source>%1 held-out items</source>
        <translation>%1 个留出样本</translation>
    </message>
    <message>
        <source>Trustworthiness: neighbours in the map are neighbours in the space. Continuity: neighbours in the space stay neighbours in the map. 1 is best, a random map has about 0.5. Overlap: how many of 15 neighbours are the same (Venna and Kaski 2001).</source>
        <translation>可信度：图中的邻居在空间中也是邻居。连续性：空间中的邻居在图中仍是邻居。1 为最好，随机的图约为 0.5。重合：15 个邻居中有多少相同（Venna and Kaski 2001）。</translation>
    </message>
    <message>
        <source>What lies together in this plane may be far apart in the space: it shows a part of the variance only.</source>
        <translation>在这个平面上相近的点，在空间中可能相距很远：它只显示一部分方差。</translation>
    </message>
    <message>
        <source>These axes are chosen to pull the groups apart: that they lie apart here proves nothing.</source>
        <translation>这些轴就是为了把各类分开而选的：它们在这里分开并不能证明什么。</translation>
    </message>
    <message>
        <source>Sizes of clusters and distances between them mean nothing here; only who is whose neighbour does.</source>
        <translation>簇的大小和簇之间的距离在这里没有含义；只有谁是谁的邻居才有。</translation>
    </message>
    <message>
        <source>first axis between groups</source>
        <translation>类别之间的第一轴</translation>
    </message>
    <message>
        <source>second axis between groups</source>
        <translation>类别之间的第二轴</translation>
    </message>
    <message>
        <source>no axis: only neighbours mean something</source>
        <translation>坐标轴没有含义：只有邻近关系有意义</translation>
    </message>
    <message>
        <source>neighbourhood of %1, the most for so few points</source>
        <translation>邻域 %1，这么少的点最多如此</translation>
    </message>
    <message>
        <source>chosen axes</source>
        <translation>自选轴</translation>
    </message>
    <message>
        <source>the embeddings themselves</source>
        <translation>嵌入本身</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>%1 training items</source>
        <translation>%1 个训练样本</translation>
    </message>
    <message>
        <source>%1 items, held out and trained on</source>
        <translation>%1 个样本（留出和训练）</translation>
    </message>
    <message>
        <source>%1 of %2 embeddings are not numbers</source>
        <translation>%2 个嵌入中有 %1 个不是数</translation>
    </message>
    <message>
        <source>all embeddings are the same</source>
        <translation>所有嵌入都相同</translation>
    </message>
    <message>
        <source>places among %1 of them</source>
        <translation>在其中 %1 个之间的名次</translation>
    </message>
    <message>
        <source>axes held</source>
        <translation>轴已固定</translation>
    </message>
    <message>
        <source>Each axis runs from one embedding to another; what lies across both is not seen.</source>
        <translation>每个轴从一个嵌入到另一个；与两者都垂直的方向看不到。</translation>
    </message>
    <message>
        <source>Nothing is lost here: embeddings have length 1, and the cosine of two is that of the angle between them.</source>
        <translation>这里没有丢失任何东西：嵌入的长度为 1，两个嵌入的余弦就是它们夹角的余弦。</translation>
    </message>
    <message>
        <source>%1 (%2%)</source>
        <translation>%1（%2%）</translation>
    </message>
    <message>
        <source>third principal axis</source>
        <translation>第三主轴</translation>
    </message>
    <message>
        <source>third axis between groups</source>
        <translation>类别之间的第三轴</translation>
    </message>
    <message>
        <source>most of what is left</source>
        <translation>其余方差最大的方向</translation>
    </message>
    <message>
        <source>first coordinate</source>
        <translation>第一坐标</translation>
    </message>
    <message>
        <source>second coordinate</source>
        <translation>第二坐标</translation>
    </message>
    <message>
        <source>third coordinate</source>
        <translation>第三坐标</translation>
    </message>
    <message>
        <source>turned to lie on the other run</source>
        <translation>已旋转，与另一运行对齐</translation>
    </message>
    <message>
        <source>%1; nearest: %2</source>
        <translation>%1；最近：%2</translation>
    </message>
    <message>
        <source>Map of the embeddings</source>
        <translation>嵌入图</translation>
    </message>
</context>
<context>
    <name>contrastlab::ReconstructionFigure</name>
    <message>
        <source>mean %1</source>
        <translation>平均 %1</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>no known word</source>
        <translation>无已知词</translation>
    </message>
</context>
<context>
    <name>contrastlab::ReconstructionPanel</name>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Nothing is told again from its code here: this run learns to tell pairs apart, and needs no decoder for that.

Under the task “Autoencoder” each picture, text or sound is told again from its embedding, and stands here beside the original.</source>
        <translation>这里没有可重建的内容：本次训练学习的是区分配对，不需要解码器。

在“自编码器”任务下，每张图片、每段文本或声音都会由嵌入重建，并显示在原样旁边。</translation>
    </message>
    <message>
        <source>The items could not be told again: %1</source>
        <translation>无法重建样本：%1</translation>
    </message>
    <message>
        <source>Waiting for the first step…</source>
        <translation>等待第一步…</translation>
    </message>
    <message>
        <source>item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>What of an item is left in its embedding</source>
        <translation>样本有多少信息留在嵌入中</translation>
    </message>
    <message>
        <source>Reconstructions</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>&lt;p&gt;Under the tasks “Autoencoder” and “Adversary” a decoder tells each item again from its embedding alone. What comes back was kept, what does not was thrown away.&lt;/p&gt;&lt;p&gt;Beside the original stands what is told from its own code and, where the parameter “decode” says so, what is told from its partner’s. Of texts the words that the decoder ranks highest: green ones are in the text.&lt;/p&gt;&lt;p&gt;The number is the error: of pictures, sounds and vectors squared, 1 where the mean is guessed; of texts in nats. Over a column stands the mean of the items made.&lt;/p&gt;&lt;p&gt;Pinned and chosen items come first; a click pins.&lt;/p&gt;</source>
        <translation>&lt;p&gt;在“自编码器”和“对抗”任务中，解码器只凭嵌入重建每个样本。能还原的是保留下来的，还原不了的是丢掉的。&lt;/p&gt;&lt;p&gt;原样旁边是由自身编码重建的结果；如果参数“解码来源”要求，还有由配对模态的编码重建的结果。对文本显示解码器排名最高的词：绿色的词确实在文本中。&lt;/p&gt;&lt;p&gt;数字是误差：图片、声音和向量为平方误差，只猜平均值时为 1；文本以奈特计。每列上方是所列样本的平均值。&lt;/p&gt;&lt;p&gt;固定和选中的样本排在最前；单击可固定。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>trained on</source>
        <translation>训练过</translation>
    </message>
    <message>
        <source>Which items are told again: ones that training never saw, or ones that it was shown</source>
        <translation>重建哪些样本：训练从未见过的，还是训练中出现过的</translation>
    </message>
    <message>
        <source>Other items</source>
        <translation>换一批样本</translation>
    </message>
    <message>
        <source>The next items of these</source>
        <translation>同类中的下一批样本</translation>
    </message>
    <message>
        <source>Choose the task “Autoencoder”…</source>
        <translation>选择任务“自编码器”…</translation>
    </message>
    <message>
        <source>Shows the parameter “Task” in the form</source>
        <translation>在参数表中显示“任务”</translation>
    </message>
</context>
<context>
    <name>contrastlab::RecordingBanner</name>
    <message>
        <source>A run was cut off at step %1 of %2 (%3).</source>
        <translation>有一次运行在第 %1 步中断，共 %2 步（%3）。</translation>
    </message>
    <message>
        <source>It can go on as if nothing had happened.</source>
        <translation>它可以继续，就像从未中断过一样。</translation>
    </message>
    <message numerus="yes">
        <source>%n old recording(s) of together %1 MB will be removed when this window closes: recordings may take %2 MB.</source>
        <translation>
            <numerusform>关闭此窗口时将删除 %n 个旧录制，共 %1 MB：录制最多占用 %2 MB。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Opens it and trains on from its last recorded state, in the same file; the run in front is kept</source>
        <translation>打开它，从最后录制的状态继续训练，写入同一个文件；当前的运行会保留</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Opens it as it was recorded</source>
        <translation>按录制时的样子打开</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不必继续</translation>
    </message>
    <message>
        <source>The file stays as it is, and is not asked about again</source>
        <translation>文件保持原样，以后不再询问</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留它们</translation>
    </message>
    <message>
        <source>They are never removed by themselves</source>
        <translation>它们不会被自动删除</translation>
    </message>
    <message>
        <source>Ask again at the next start (Esc)</source>
        <translation>下次启动时再问（Esc）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Recording pauses: %1. Training goes on, and recording is tried again.</source>
        <translation>录制暂停：%1。训练照常进行，录制会再次尝试。</translation>
    </message>
    <message numerus="yes">
        <source>%n other run(s) broke off, too: asked about next.</source>
        <translation>
            <numerusform>另有 %n 次运行也中断了，接着会问到。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::RecordingSheet</name>
    <message>
        <source>Record every run of this window as it goes on</source>
        <translation>边训练边录制此窗口的每次运行</translation>
    </message>
    <message>
        <source>Recording of runs</source>
        <translation>运行的录制</translation>
    </message>
    <message>
        <source>A crash or a power cut then loses the last second at most</source>
        <translation>这样，崩溃或断电最多丢失最后一秒</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message numerus="yes">
        <source>At the start of this window there were %n recording(s) of together %1 MB.</source>
        <translation>
            <numerusform>此窗口启动时有 %n 个录制，共 %1 MB。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where there are more, the oldest go when the window closes, and you are told before. Those with a star stay, and do not count.</source>
        <translation>超出时，最旧的录制会在关闭窗口时删除，并会事先告知。带星标的会保留，也不计入。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>存放录制的文件夹</translation>
    </message>
</context>
<context>
    <name>contrastlab::Rendering</name>
    <message>
        <source>%1 could not be made: %2</source>
        <translation>无法生成 %1：%2</translation>
    </message>
    <message>
        <source>--step %1: expected at most %2, the last step of the run</source>
        <translation>--step %1：最多应为 %2，即该运行的最后一步</translation>
    </message>
    <message>
        <source>A film needs ffmpeg, which is not there; a folder takes PNGs</source>
        <translation>影片需要 ffmpeg，但没有找到；可改为输出到文件夹的 PNG 序列</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>--against %1: expected at most %2, the last step of the run</source>
        <translation>--against %1：最多应为 %2，即该运行的最后一步</translation>
    </message>
    <message>
        <source>--against: the two runs are of different data</source>
        <translation>--against：两次运行的数据不同</translation>
    </message>
    <message>
        <source>at step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>of %1 at step %2</source>
        <translation>%1 第 %2 步</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunCopies</name>
    <message>
        <source>The command is on the clipboard.</source>
        <translation>命令已在剪贴板上。</translation>
    </message>
    <message>
        <source>The spec is on the clipboard.</source>
        <translation>参数已在剪贴板上。</translation>
    </message>
    <message>
        <source>The script is on the clipboard.</source>
        <translation>脚本已在剪贴板上。</translation>
    </message>
    <message>
        <source>Nothing was copied: %1.</source>
        <translation>没有复制任何内容：%1。</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunDifferences</name>
    <message>
        <source>Tick two runs or more to see by which values they differ</source>
        <translation>勾选两次或更多运行，即可看到它们有哪些值不同</translation>
    </message>
    <message>
        <source>The runs that are ticked have the same values</source>
        <translation>勾选的运行各值相同</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunFiles</name>
    <message numerus="yes">
        <source>Wrote %n file(s): %1</source>
        <translation>
            <numerusform>已写入 %n 个文件：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Save run</source>
        <translation>保存运行</translation>
    </message>
    <message>
        <source>Runs (*.clab)</source>
        <translation>运行文件 (*.clab)</translation>
    </message>
    <message>
        <source>ContrastLab</source>
        <translation>ContrastLab</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>未能写入 %1。</translation>
    </message>
    <message>
        <source>Export metrics</source>
        <translation>导出指标</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation>整个窗口</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>%1 could not be written as PNG, SVG or PDF.</source>
        <translation>无法将 %1 写为 PNG、SVG 或 PDF。</translation>
    </message>
    <message>
        <source>Save the run before closing?</source>
        <translation>关闭前保存这次运行吗？</translation>
    </message>
    <message numerus="yes">
        <source>It has trained for %n minute(s) that are in no file.</source>
        <translation>
            <numerusform>已有 %n 分钟的训练未写入任何文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save run as…</source>
        <translation>运行另存为…</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>不保存直接关闭</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>继续留在窗口</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>PNG of %1 × %2 pixels (*.png)</source>
        <translation>PNG，%1 × %2 像素 (*.png)</translation>
    </message>
    <message>
        <source>Lesson as PDF</source>
        <translation>课程存为 PDF</translation>
    </message>
    <message>
        <source>Pages (*.pdf)</source>
        <translation>页面 (*.pdf)</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Pages (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunList</name>
    <message>
        <source>Bring to the front</source>
        <translation>切换到此运行</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unstar</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>No reference</source>
        <translation>取消参照</translation>
    </message>
    <message>
        <source>Compare the others with it</source>
        <translation>以此为参照比较其他运行</translation>
    </message>
    <message>
        <source>Hide its curves</source>
        <translation>隐藏其曲线</translation>
    </message>
    <message>
        <source>Show its curves</source>
        <translation>显示其曲线</translation>
    </message>
    <message>
        <source>Show its curves alone, or all again</source>
        <translation>只显示其曲线，或恢复全部</translation>
    </message>
    <message>
        <source>Duplicate: begin it again from step 0</source>
        <translation>复制：从第 0 步重新开始</translation>
    </message>
    <message>
        <source>Delete from this list</source>
        <translation>从列表中删除</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>已删除“%1”</translation>
    </message>
    <message>
        <source>Deleted “%1” from this list; its file stays</source>
        <translation>已从列表中删除“%1”；其文件保留</translation>
    </message>
    <message>
        <source>Every run of this window; double click brings one to the front</source>
        <translation>本窗口的所有运行；双击可切换到该运行</translation>
    </message>
    <message>
        <source>What the list shows</source>
        <translation>列表显示什么</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each row is a run, below the one that it branched off. A tick draws its curves beside those of the run in front, in the colour of its square.&lt;/p&gt;&lt;p&gt;Loss and recall are those of held-out items. The last column tells by which values a run differs from its parent, or from a reference that you choose.&lt;/p&gt;&lt;p&gt;Double click or Return: to the front, paused where it ended. F2: another name. Del: delete, which can be undone. Letters look for a run. A right click shows all.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每行是一次运行，位于它所分出的运行之下。勾选后，其曲线以方块的颜色与当前运行的曲线一起显示。&lt;/p&gt;&lt;p&gt;损失与召回率均来自留出样本。最后一列说明该运行与其上级运行（或所选参照）有哪些值不同。&lt;/p&gt;&lt;p&gt;双击或回车键：切换到该运行，并停在其结束处。F2：改名。Del：删除，可撤销。键入字母可查找运行。右键显示全部操作。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Find a run</source>
        <translation>查找运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Only the values that differ among the ticked runs and the one in front</source>
        <translation>只显示勾选的运行与当前运行之间不同的值</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Train along with another value…</source>
        <translation>换一个值一同训练…</translation>
    </message>
    <message>
        <source>Side by side with the one in front</source>
        <translation>与前台的运行并排比较</translation>
    </message>
    <message>
        <source>Delete with its file</source>
        <translation>连同文件一起删除</translation>
    </message>
    <message>
        <source>Deleted “%1”; its file is in the bin</source>
        <translation>已删除“%1”；其文件在回收站中</translation>
    </message>
    <message>
        <source>The file %1 stays: %2</source>
        <translation>文件 %1 保留：%2</translation>
    </message>
    <message>
        <source>&lt;p&gt;A right click also puts the matrix and the map of a run (B) beside those of the one in front (A), with what B has more of; or trains a branch of the one in front along with it, with another value.&lt;/p&gt;</source>
        <translation>&lt;p&gt;右键单击还可以把某个运行（B）的矩阵和投影图放在前台运行（A）旁边，并显示 B 比 A 多出的部分；也可以从前台运行分出一个分支，换一个值一同训练。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Being written by another program:</source>
        <translation>其他程序正在写入：</translation>
    </message>
    <message>
        <source>Runs that another program trains</source>
        <translation>其他程序正在训练的运行</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Opens it and shows it live, as it goes on there</source>
        <translation>打开并实时显示它在那边的进展</translation>
    </message>
    <message>
        <source>Of the deleted runs that are in memory alone, only the last %1 are kept.</source>
        <translation>只在内存中的已删除运行，只保留最近 %1 个。</translation>
    </message>
    <message>
        <source>It is the run in front now.</source>
        <translation>它现在是前台运行。</translation>
    </message>
    <message>
        <source>It is no longer in the list.</source>
        <translation>它已不在列表中。</translation>
    </message>
    <message>
        <source>Its file is no longer in the bin.</source>
        <translation>它的文件已不在回收站中。</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunListModel</name>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Trained elsewhere</source>
        <translation>别处训练中</translation>
    </message>
    <message>
        <source>Broke off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>已失败</translation>
    </message>
    <message>
        <source>Starred: is kept when there are too many runs. Click to unstar</source>
        <translation>已加星标：运行过多时仍会保留。点击可取消</translation>
    </message>
    <message>
        <source>Star it, so that it is kept when there are too many runs</source>
        <translation>加星标，使其在运行过多时仍会保留</translation>
    </message>
    <message>
        <source>From “%1” to “%2”: %3</source>
        <translation>从“%1”到“%2”：%3</translation>
    </message>
    <message>
        <source>The others are compared with this run</source>
        <translation>其他运行以此为参照</translation>
    </message>
    <message>
        <source>Branched at step %1</source>
        <translation>在第 %1 步分出</translation>
    </message>
    <message>
        <source>%1 (reference)</source>
        <translation>%1（参照）</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>recall@1</source>
        <translation>召回@1</translation>
    </message>
    <message>
        <source>differs by</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Newest held-out loss</source>
        <translation>最新的留出损失</translation>
    </message>
    <message>
        <source>Lowest held-out loss so far</source>
        <translation>目前最低的留出损失</translation>
    </message>
    <message>
        <source>Held-out recall@1, the mean of both directions</source>
        <translation>留出样本的召回@1，两个方向的平均</translation>
    </message>
    <message>
        <source>Values that differ from the reference; without one from the run that it branched off, or, where it began anew, from the run before it</source>
        <translation>与参照不同的值；没有参照时，与其分出的运行比较；重新开始的运行则与前一次运行比较</translation>
    </message>
    <message>
        <source>Trains along</source>
        <translation>一同训练中</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunResumption</name>
    <message>
        <source>The run cannot go on: its file has no state to go on from.</source>
        <translation>该运行无法继续：它的文件中没有可以继续的状态。</translation>
    </message>
</context>
<context>
    <name>contrastlab::RunTrash</name>
    <message>
        <source>It could not be moved to the bin.</source>
        <translation>无法移到回收站。</translation>
    </message>
    <message>
        <source>It could not be brought back from the bin: %1</source>
        <translation>无法从回收站取回：%1</translation>
    </message>
    <message>
        <source>Its runs are being trained.</source>
        <translation>它的运行正在训练。</translation>
    </message>
</context>
<context>
    <name>contrastlab::Screenshot</name>
    <message>
        <source>%1 could not be written</source>
        <translation>无法写入 %1</translation>
    </message>
</context>
<context>
    <name>contrastlab::SearchPanel</name>
    <message>
        <source>Take it out of the sum</source>
        <translation>从算式中去掉</translation>
    </message>
    <message>
        <source>No text is trained, so words find nothing.</source>
        <translation>没有训练文本，词语检索不到任何结果。</translation>
    </message>
    <message>
        <source>No images are trained, so pictures find nothing.</source>
        <translation>没有训练图像，图像检索不到任何结果。</translation>
    </message>
    <message>
        <source>No word or part of a word of the training captions: %1</source>
        <translation>训练描述中没有这样的词或词的片段：%1</translation>
    </message>
    <message>
        <source>The terms cancel each other out.</source>
        <translation>各项互相抵消了。</translation>
    </message>
    <message>
        <source>Its other half comes at place %1 of %2.</source>
        <translation>它的另一半排在第 %1 位，共 %2 个。</translation>
    </message>
    <message>
        <source>Step %1 · hubness %2</source>
        <translation>第 %1 步 · 枢纽度 %2</translation>
    </message>
    <message>
        <source>find: the other modality</source>
        <translation>查找：另一种模态</translation>
    </message>
    <message>
        <source>find: %1</source>
        <translation>查找：%1</translation>
    </message>
    <message>
        <source>What is nearest to a query should be what it means</source>
        <translation>离检索内容最近的应当就是它所指的</translation>
    </message>
    <message>
        <source>What the search shows</source>
        <translation>检索显示什么</translation>
    </message>
    <message>
        <source>words, + and −</source>
        <translation>词语，可用 + 和 −</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>检索内容</translation>
    </message>
    <message>
        <source>+ pinned</source>
        <translation>+ 固定的样本</translation>
    </message>
    <message>
        <source>Add the pinned item to the query</source>
        <translation>把固定的样本加入检索</translation>
    </message>
    <message>
        <source>− pinned</source>
        <translation>− 固定的样本</translation>
    </message>
    <message>
        <source>Take the pinned item off the query</source>
        <translation>从检索中减去固定的样本</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>手绘</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>by cosine</source>
        <translation>按余弦</translation>
    </message>
    <message>
        <source>by CSLS</source>
        <translation>按 CSLS</translation>
    </message>
    <message>
        <source>by Sinkhorn</source>
        <translation>按 Sinkhorn</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>What is found</source>
        <translation>查找什么</translation>
    </message>
    <message>
        <source>Pictures or sounds to look for</source>
        <translation>选择要检索的图像或声音</translation>
    </message>
    <message>
        <source>Drop to look for it</source>
        <translation>松开即可检索</translation>
    </message>
    <message>
        <source>No sounds are trained, so sounds find nothing.</source>
        <translation>没有训练声音，声音检索不到任何结果。</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Words, a drawing, a picture, a sound or the pinned item: what is nearest to it?</source>
        <translation>词语、手绘、图像、声音或固定的样本：离它最近的是什么？</translation>
    </message>
    <message>
        <source>Items could not be embedded: %1</source>
        <translation>无法嵌入样本：%1</translation>
    </message>
    <message>
        <source>Waiting for the first embeddings…</source>
        <translation>等待第一批嵌入…</translation>
    </message>
    <message>
        <source>Embedding all items: %1 of %2…</source>
        <translation>正在嵌入所有样本：%1 / %2…</translation>
    </message>
    <message>
        <source>The embeddings of step %1 are not numbers: the model has diverged.</source>
        <translation>第 %1 步的嵌入不是数：模型已发散。</translation>
    </message>
    <message>
        <source>Sinkhorn weighs at most %1 items; these are sorted by cosine.</source>
        <translation>Sinkhorn 最多处理 %1 个样本；这里按余弦排序。</translation>
    </message>
    <message>
        <source>Looked among %1 of %2 items, evenly spread: more do not fit into memory.</source>
        <translation>在 %2 个样本中均匀取 %1 个检索：内存放不下更多。</translation>
    </message>
    <message>
        <source>Step %1 · hubness %2, of a sample of %3</source>
        <translation>第 %1 步 · 枢纽度 %2（抽样 %3 个）</translation>
    </message>
    <message>
        <source>Recall@10 %1 → %2, held out: %3 (chance %4).</source>
        <translation>召回@10 %1 → %2，留出：%3（随机 %4）。</translation>
    </message>
    <message>
        <source>place</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>its other half</source>
        <translation>它的另一半</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>&lt;p&gt;The query is embedded as its tower does it now; the items of another modality are sorted by their cosine with it, anew as training goes on. A tick: the item&apos;s own other half.&lt;/p&gt;&lt;p&gt;Terms add up: “crown + woman − man”. Items, pictures and sounds too: drop files here.&lt;/p&gt;&lt;p&gt;CSLS and Sinkhorn hold down hubs, which are near to everything. Hubness: the skewness of how often each item is among the ten nearest; 0 is even.&lt;/p&gt;</source>
        <translation>&lt;p&gt;检索内容由对应的编码塔按当前权重嵌入；另一种模态的样本按与它的余弦排序，随训练不断更新。打勾的是样本自己的另一半。&lt;/p&gt;&lt;p&gt;各项可以相加减：“王冠 + 女人 − 男人”。样本、图像和声音也可以：把文件拖到这里。&lt;/p&gt;&lt;p&gt;CSLS 和 Sinkhorn 会压低枢纽，即离什么都近的样本。枢纽度：各样本进入前十名次数的偏度；0 表示均匀。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Add a picture or a sound to the query; it may also be dropped here</source>
        <translation>把图像或声音加入检索内容；也可以拖到这里</translation>
    </message>
    <message>
        <source>in held-out items</source>
        <translation>在留出样本中</translation>
    </message>
    <message>
        <source>in all items</source>
        <translation>在所有样本中</translation>
    </message>
    <message>
        <source>Where is looked</source>
        <translation>检索范围</translation>
    </message>
    <message>
        <source>All items: training items, too. They are embedded in the background, again as training goes on.</source>
        <translation>所有样本：包括训练样本。它们在后台嵌入，随训练不断更新。</translation>
    </message>
    <message>
        <source>The query goes through the encoder…</source>
        <translation>查询正在通过编码器…</translation>
    </message>
    <message>
        <source>The query cannot be encoded: %1</source>
        <translation>查询无法编码：%1</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的结果</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>绘图</translation>
    </message>
    <message>
        <source>Draw here: what it looks like is found. By keys: the arrows move the pen (Shift: further), Space puts it down and lifts it, Delete clears</source>
        <translation>在此绘图：会找出与之相像的样本。用键盘：方向键移动画笔（加 Shift 移得更远），空格落笔或提笔，Delete 清空</translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw on the white sheet, with the pointer or with arrows and Space.</source>
        <translation>还没有画任何东西：请在白纸上画，用指针，或用方向键和空格键。</translation>
    </message>
</context>
<context>
    <name>contrastlab::SelectionButton</name>
    <message>
        <source>Keep the chosen items…</source>
        <translation>保存所选样本…</translation>
    </message>
    <message>
        <source>Let the chosen items go</source>
        <translation>放开所选样本</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a kept choice, its number of items</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Keep the chosen items</source>
        <translation>保存所选样本</translation>
    </message>
    <message>
        <source>Under the name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>choice %1</source>
        <translation>选择 %1</translation>
    </message>
    <message>
        <source>item</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>group</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>kept in</source>
        <translation>保存于</translation>
    </message>
    <message>
        <source>Chosen items</source>
        <translation>所选样本</translation>
    </message>
    <message>
        <source>Keep the chosen items under a name, or choose kept ones again</source>
        <translation>以名称保存所选样本，或重新选择保存过的样本</translation>
    </message>
</context>
<context>
    <name>contrastlab::SettingsDialog</name>
    <message>
        <source>Settings and keys</source>
        <translation>设置与按键</translation>
    </message>
    <message>
        <source>Search a setting or a key</source>
        <translation>查找设置或按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>one a processor</source>
        <translation>每个处理器一个</translation>
    </message>
    <message>
        <source>what there is</source>
        <translation>全部可用内存</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>As far apart as can be</source>
        <translation>差别尽可能大</translation>
    </message>
    <message>
        <source>Okabe and Ito</source>
        <translation>Okabe 与 Ito 配色</translation>
    </message>
    <message>
        <source>Blue and orange</source>
        <translation>蓝与橙</translation>
    </message>
</context>
<context>
    <name>contrastlab::SimilarityPanel</name>
    <message>
        <source>%1 of %2 rows right</source>
        <translation>%2 行中 %1 行正确</translation>
    </message>
    <message>
        <source>%1 of %2 gathered rows right</source>
        <translation>圈选的 %2 行中 %1 行正确</translation>
    </message>
    <message>
        <source>What the matrix shows</source>
        <translation>矩阵表示什么</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>held-out pairs</source>
        <translation>留出配对</translation>
    </message>
    <message>
        <source>training pairs</source>
        <translation>训练配对</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>by group</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>best first</source>
        <translation>最好的在前</translation>
    </message>
    <message>
        <source>worst first</source>
        <translation>最差的在前</translation>
    </message>
    <message>
        <source>Range of colours</source>
        <translation>颜色范围</translation>
    </message>
    <message>
        <source>The same colours for the same cosines always; or as far as these cosines reach</source>
        <translation>相同的余弦总是相同的颜色；或者按这些余弦的实际范围着色</translation>
    </message>
    <message>
        <source>colours −1 to 1</source>
        <translation>颜色 −1 到 1</translation>
    </message>
    <message>
        <source>colours as needed</source>
        <translation>颜色自动</translation>
    </message>
    <message>
        <source>Each row should be bluest on the diagonal</source>
        <translation>每行应在对角线上最蓝</translation>
    </message>
    <message>
        <source>The diagonal should stand out in blue</source>
        <translation>对角线应明显偏蓝</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>这张图显示什么</translation>
    </message>
    <message>
        <source>all items</source>
        <translation>所有样本</translation>
    </message>
    <message>
        <source>Colours tell</source>
        <translation>颜色表示</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>cosine / τ</source>
        <translation>余弦 / τ</translation>
    </message>
    <message>
        <source>softmax by row</source>
        <translation>按行 softmax</translation>
    </message>
    <message>
        <source>softmax by column</source>
        <translation>按列 softmax</translation>
    </message>
    <message>
        <source>pull and push</source>
        <translation>拉近与推开</translation>
    </message>
    <message>
        <source>&lt;p&gt;The cosines of all items that are trained on or held out, each row with each column, sorted by group: at 10,000 items a hundred million. They are never stored. A cell is the mean over a block of them, which is exact: the mean of cosines is the product of two mean embeddings.&lt;/p&gt;&lt;p&gt;A block&apos;s mean hides its few pairs, so the diagonal is drawn as squares in the colour of their own mean, and in the middle of each square that of the lowest.&lt;/p&gt;&lt;p&gt;Wheel: zoom, down to single items. A click on a block shows what is in it, on a single cell it pins the two items; F shows all again.&lt;/p&gt;&lt;p&gt;The items are embedded anew in the background when the run has moved on; the step above says how old the map is.&lt;/p&gt;</source>
        <translation>&lt;p&gt;所有训练样本和留出样本两两之间的余弦，每行对每列，按类别排序：一万个样本就有一亿个余弦。它们从不存储。每个单元格是一块余弦的平均值，而且是精确的：余弦的平均值等于两个平均嵌入的乘积。&lt;/p&gt;&lt;p&gt;一块的平均值会掩盖其中为数不多的配对，因此对角线画成方块，颜色是其中配对自身的平均值，方块中央的颜色是其中最低的余弦。&lt;/p&gt;&lt;p&gt;滚轮：缩放，直到单个样本。单击一块可显示其中内容，单击单个单元格则固定这两个样本；按 F 重新显示全部。&lt;/p&gt;&lt;p&gt;训练前进后，样本会在后台重新嵌入；上方的步数说明这张图有多旧。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Beside the diagonal a dot stands where a block&apos;s largest cosine is, in its colour, and the card of a block shows those two items: of more than 16,384 items only where few of them are in sight.&lt;/p&gt;</source>
        <translation>&lt;p&gt;对角线以外，每块中余弦最大的位置有一个点，颜色就是该余弦，块的卡片会显示这两个样本；样本超过 16,384 个时，只在视野内样本较少时才有。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Pull and push: the slope of the objective&apos;s own loss at each cell, times the number of pairs, as if these pairs were a batch. Target: what the objective takes each cell for. A false negative is pushed away although it is of the same group or content. The card of a cell has its numbers in the objective&apos;s formula.&lt;/p&gt;</source>
        <translation>&lt;p&gt;拉近与推开：把这些配对当作一个批次时，目标函数自身的损失对每个单元格的斜率，乘以配对数。目标：目标函数把每个单元格看作什么。假负样本虽然类别或内容相同，仍会被推开。单元格的卡片把它的数值代入目标函数的公式。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>As %1 has it: keys of the past are no items here</source>
        <translation>按 %1 计算：过去的键不是这里的样本</translation>
    </message>
    <message>
        <source>What the objective takes each pair for</source>
        <translation>目标函数把每一对看作什么</translation>
    </message>
    <message>
        <source>Partners are pulled together, look-alikes pushed apart</source>
        <translation>配对项互相拉近，相似的其他项被推开</translation>
    </message>
    <message>
        <source>Groups should stand out as blue blocks</source>
        <translation>各类别应显现为蓝色方块</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>rows and columns of the matrix</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Rows of one modality and columns of the other; or one modality with itself</source>
        <translation>行取一个模态、列取另一个；或一个模态与自身</translation>
    </message>
    <message>
        <source>Pairs that were held out, or pairs that the model trains on: 64 of either; the batch of the last step, 128 pairs at most, as the weights after it see them; or a map of all items</source>
        <translation>留出的配对，或模型训练所用的配对：各 64 对；上一步的批次，最多 128 对，按该步之后的权重计算；或所有样本的总图</translation>
    </message>
    <message>
        <source>last batch</source>
        <translation>上一批次</translation>
    </message>
    <message>
        <source>The cosine; what the loss makes of it at the temperature of now: cosine / τ, the probability with which a row chooses a column or a column a row; how the objective that runs pulls (below 0) and pushes (above 0) each pair; or what it takes each pair for</source>
        <translation>余弦；或损失在当前温度下由它算出的量：余弦 / τ，行选择列或列选择行的概率；当前目标函数对每一对的拉近（小于 0）与推开（大于 0）；或目标函数把每一对看作什么</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>By group; by the place of each row&apos;s partner, the best first; the worst first; or what is near side by side (optimal leaf order of a clustering)</source>
        <translation>按类别；按各行配对项的名次，最好的在前；最差的在前；或相近的排在一起（聚类的最优叶序）</translation>
    </message>
    <message>
        <source>by likeness</source>
        <translation>按相似程度</translation>
    </message>
    <message>
        <source>largest of each block</source>
        <translation>每块的最大值</translation>
    </message>
    <message>
        <source>A dot where the largest cosine of each block is, in its colour</source>
        <translation>在每块余弦最大的位置画一个点，颜色就是该余弦</translation>
    </message>
    <message>
        <source>Another task runs here, and takes pairs for nothing</source>
        <translation>当前是另一个任务，不对配对打分</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>The run in front (A), the one that it is compared with (B), and what B has more of</source>
        <translation>前台的运行（A）、与之比较的运行（B），以及 B 比 A 多出的部分</translation>
    </message>
    <message>
        <source>A, B and B − A</source>
        <translation>A、B 与 B − A</translation>
    </message>
    <message>
        <source>A and B</source>
        <translation>A 与 B</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>The diagonal should stand out, as it is light</source>
        <translation>对角线应明显偏亮</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each row is an item as one modality shows it, each column an item as the other does. A cell&apos;s colour is the cosine of the two embeddings: %1.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每行是一个项目在一种模态下的样子，每列是一个项目在另一种模态下的样子。单元格的颜色是两个嵌入的余弦：%1。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>blue is near, orange is far</source>
        <translation>蓝色近，橙色远</translation>
    </message>
    <message>
        <source>light is near, dark is far</source>
        <translation>亮色近，暗色远</translation>
    </message>
    <message>
        <source>&lt;p&gt;Rows and columns have the same order, so partners meet on the diagonal. A green ring: the row&apos;s nearest is its partner, it is right. A red cross: another came nearer.&lt;/p&gt;&lt;p&gt;Held-out pairs were never trained on; where training pairs are right and these are not, the model has learnt by heart.&lt;/p&gt;&lt;p&gt;Wheel: zoom. Pictures and words appear where cells are large enough. Arrows move from cell to cell, Return pins.&lt;/p&gt;</source>
        <translation>&lt;p&gt;行和列的顺序相同，所以配对在对角线上相遇。绿圈：这一行最近的正是配对项，正确。红叉：另一个更近。&lt;/p&gt;&lt;p&gt;留出的配对从未参加训练；如果训练配对正确而它们不正确，说明模型只是死记硬背。&lt;/p&gt;&lt;p&gt;滚轮：缩放。单元格足够大时，边上会出现图片和文字。方向键在单元格间移动，回车固定。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Groups should stand out as light blocks</source>
        <translation>各组应呈现为明显的亮块</translation>
    </message>
    <message>
        <source>Each row should be lightest on the diagonal</source>
        <translation>每行应在对角线上最亮</translation>
    </message>
</context>
<context>
    <name>contrastlab::SoundPlayer</name>
    <message>
        <source>No sound: this computer has no sound device that can be reached.</source>
        <translation>没有声音：这台电脑没有可用的音频设备。</translation>
    </message>
    <message>
        <source>No sound: the sound device did not take it.</source>
        <translation>没有声音：音频设备拒绝了播放。</translation>
    </message>
    <message>
        <source>No sound: the sound system does not answer.</source>
        <translation>没有声音：音频系统没有响应。</translation>
    </message>
</context>
<context>
    <name>contrastlab::SoundStrip</name>
    <message>
        <source>The recording cannot be read.</source>
        <translation>无法读取该录音。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play this sound</source>
        <translation>播放这段声音</translation>
    </message>
</context>
<context>
    <name>contrastlab::SpanCard</name>
    <message>
        <source>What this span is called</source>
        <translation>这一段的名称</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>steps</comment>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Seconds of training</source>
        <translation>训练秒数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Held-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Recall@1</source>
        <translation>召回率@1</translation>
    </message>
    <message>
        <source>%1: mean</source>
        <translation>%1：平均</translation>
    </message>
    <message>
        <source>%1: slope in 1,000 steps</source>
        <translation>%1：每 1,000 步的斜率</translation>
    </message>
    <message>
        <source>%1: least</source>
        <translation>%1：最小</translation>
    </message>
    <message>
        <source>%1: most</source>
        <translation>%1：最大</translation>
    </message>
    <message>
        <source>Forget the spans</source>
        <translation>忘掉这些标记</translation>
    </message>
</context>
<context>
    <name>contrastlab::StartPage</name>
    <message>
        <source>ContrastLab</source>
        <translation>ContrastLab</translation>
    </message>
    <message>
        <source>done ✓</source>
        <translation>已完成 ✓</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>A laboratory for contrastive learning: two towers read the two halves of a pair, and learn by themselves which picture and which text belong together. Behind this page it is being learnt right now.</source>
        <translation>对比学习实验室：两座塔各读一对样本的一半，自己学会哪张图片和哪段文字属于彼此。在这一页后面，学习正在进行。</translation>
    </message>
    <message>
        <source>Lessons: predict, try, see</source>
        <translation>各课：先预测，再试验，然后看结果</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>最近的训练</translation>
    </message>
    <message>
        <source>Open my data…</source>
        <translation>打开我的数据…</translation>
    </message>
    <message>
        <source>Data set gallery…</source>
        <translation>数据集库…</translation>
    </message>
    <message>
        <source>To the demo</source>
        <translation>去看演示</translation>
    </message>
    <message>
        <source>Enter opens a lesson, Esc closes this page; Help brings it back.</source>
        <translation>回车打开一课，按 Esc 关闭本页；可从“帮助”菜单再次打开。</translation>
    </message>
    <message>
        <source>Opens that run as it was recorded</source>
        <translation>按记录原样打开那次运行</translation>
    </message>
</context>
<context>
    <name>contrastlab::StartPicture</name>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>tower</source>
        <translation>塔</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>pairs: pulled together</source>
        <translation>成对的：拉近</translation>
    </message>
    <message>
        <source>others: pushed apart</source>
        <translation>其他的：推开</translation>
    </message>
</context>
<context>
    <name>contrastlab::StatusStrip</name>
    <message>
        <source>not finite</source>
        <translation>非有限数</translation>
    </message>
    <message>
        <source>No run</source>
        <translation>没有运行</translation>
    </message>
    <message>
        <source>Preparing data…</source>
        <translation>正在准备数据…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>已失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 步/秒</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>轮次 %1</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>%1: %2 training pairs, %3 held out</source>
        <translation>%1：%2 个训练对，%3 个留出</translation>
    </message>
    <message>
        <source>loss %1 (chance %2)</source>
        <translation>损失 %1（随机水平 %2）</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>held out recall@10 %1 / %2 (chance %3)</source>
        <translation>留出召回@10 %1 / %2（随机 %3）</translation>
    </message>
    <message>
        <source>class accuracy %1 (chance %2)</source>
        <translation>类别准确率 %1（随机 %2）</translation>
    </message>
    <message>
        <source>test %1 / %2</source>
        <translation>测试 %1 / %2</translation>
    </message>
    <message>
        <source>Of %1 items, in either direction: with 95 % confidence between %2 and %3, and between %4 and %5 (Wilson).</source>
        <translation>%1 个样本，两个方向：95 % 置信区间分别为 %2 到 %3 和 %4 到 %5（Wilson）。</translation>
    </message>
    <message>
        <source>So few held-out items say little: hold out more.</source>
        <translation>留出样本太少，说明不了什么：请多留出一些。</translation>
    </message>
    <message>
        <source>%1 test items are judged once, at the end.</source>
        <translation>%1 个测试样本只在最后评判一次。</translation>
    </message>
    <message>
        <source>%1 held-out or test items repeat a training item, as the split of the data has it.</source>
        <translation>按数据的划分，有 %1 个留出或测试样本与训练样本重复。</translation>
    </message>
    <message>
        <source>%1 items repeat another in one modality; they count as its partners and stay on its side of the split.</source>
        <translation>%1 个样本在某种模态上与别的样本相同；它们算作其配对，并留在划分的同一侧。</translation>
    </message>
    <message>
        <source>Trained by another program</source>
        <translation>由别的程序训练中</translation>
    </message>
    <message>
        <source>Recorded by another program: %1 items judged</source>
        <translation>由另一个程序记录：评判 %1 个样本</translation>
    </message>
    <message>
        <source>There are no weights: the run can be scrubbed and compared, but neither gone on with nor branched. What the other program did not tell stands at its default in the form.</source>
        <translation>没有权重：这次运行可以前后拖动查看和比较，但不能继续，也不能分支。另一个程序没有说明的参数在表单中显示为默认值。</translation>
    </message>
    <message>
        <source>Training: %1 % of step %2</source>
        <translation>训练中：第 %2 步已完成 %1 %</translation>
    </message>
    <message>
        <source>Completed: no lower held-out loss for %1 judgements</source>
        <translation>已完成：连续 %1 次评判留出损失没有再降低</translation>
    </message>
    <message>
        <source>Completed: held-out recall@10 is %1, the target %2</source>
        <translation>已完成：留出召回率@10 为 %1，目标 %2</translation>
    </message>
</context>
<context>
    <name>contrastlab::StoryStrip</name>
    <message>
        <source>Which %1 and which %2 belong together?</source>
        <comment>two modalities: image, text</comment>
        <translation>哪个%1与哪个%2是一对？</translation>
    </message>
    <message>
        <source>Done: right for %1 of %2; train on, change something, or open your own data.</source>
        <translation>完成：%2 个中猜对 %1 个；可以继续训练、改动些什么，或打开自己的数据。</translation>
    </message>
    <message>
        <source>The model guesses right for %1 of %2 it has never seen; a blind guess would be %3.</source>
        <translation>模型从未见过的 %2 个中，现在猜对 %1 个；瞎猜约对 %3 个。</translation>
    </message>
    <message>
        <source>Held-out items whose nearest partner is the right one, at step %1. From %2 to %3: %4 of %5; back: %6. Equal captions count as right.</source>
        <translation>第 %1 步时，最近的候选恰是其搭档的留出条目。从%2到%3：%5 个中 %4 个；反过来：%6 个。相同的文字也算对。</translation>
    </message>
    <message>
        <source>Waiting for the first guesses…</source>
        <translation>等待最初的猜测……</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Go on for as many steps again</source>
        <translation>再训练同样多的步数</translation>
    </message>
    <message>
        <source>Open your own data…</source>
        <translation>打开自己的数据……</translation>
    </message>
    <message>
        <source>Show what the model guesses</source>
        <translation>显示模型的猜测</translation>
    </message>
    <message>
        <source>Fold to one line</source>
        <translation>收成一行</translation>
    </message>
    <message>
        <source>Learns to make %1 and %2 alike; who belongs to whom is not trained.</source>
        <comment>two modalities: image, text</comment>
        <translation>学习让%1与%2彼此相像；谁与谁配对并不训练。</translation>
    </message>
    <message>
        <source>Learns to reconstruct each %1 and each %2; who belongs to whom is not trained.</source>
        <comment>two modalities: image, text</comment>
        <translation>学习重建每个%1和每个%2；谁与谁配对并不训练。</translation>
    </message>
    <message>
        <source>Learns to reconstruct %1 from %2 and back.</source>
        <comment>two modalities: image, text</comment>
        <translation>学习由%2重建%1，并反过来。</translation>
    </message>
    <message>
        <source>By nearness %1 of %2 held-out items are right; a blind guess would be %3.</source>
        <translation>按远近，%2 个留出样本中 %1 个正确；瞎猜约对 %3 个。</translation>
    </message>
    <message>
        <source>Done, by another program: right for %1 of %2; there are no weights to train on or branch from.</source>
        <translation>已由另一个程序完成：%2 个中猜对 %1 个；没有权重，无法继续训练或分支。</translation>
    </message>
</context>
<context>
    <name>contrastlab::SweepDiagram</name>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>%1 (×: a run diverged or failed)</source>
        <translation>%1（×：有运行发散或失败）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>not trained yet</source>
        <translation>尚未训练</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation>
            <numerusform>%n 个种子</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n diverged</source>
        <translation>
            <numerusform>%n 个发散</numerusform>
        </translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>seed %1: %2, step %3, digest %4</source>
        <translation>种子 %1：%2，第 %3 步，摘要 %4</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行数</translation>
    </message>
    <message>
        <source>mean of %1</source>
        <translation>%1 的平均</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Results of the sweep</source>
        <translation>扫描结果</translation>
    </message>
</context>
<context>
    <name>contrastlab::SweepEditor</name>
    <message>
        <source>nothing else</source>
        <translation>无其他参数</translation>
    </message>
    <message>
        <source>Choose two different parameters.</source>
        <translation>请选择两个不同的参数。</translation>
    </message>
    <message>
        <source>Where the seed itself varies, there is one seed for each.</source>
        <translation>种子本身变化时，每个设置只用一个种子。</translation>
    </message>
    <message>
        <source>At most %1 runs.</source>
        <translation>最多 %1 个运行。</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>改变</translation>
    </message>
    <message>
        <source>and</source>
        <translation>以及</translation>
    </message>
    <message>
        <source>over</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Values with commas between, as 0.05, 0.1, 0.2; or so many from the first to the last: log:0.01:1:9 in equal ratios, linear:0:1:5 in equal steps.</source>
        <translation>用逗号分隔的值，如 0.05, 0.1, 0.2；或从首值到末值取若干个：log:0.01:1:9 为等比，linear:0:1:5 为等差。</translation>
    </message>
    <message>
        <source>Values of the first parameter</source>
        <translation>第一个参数的取值</translation>
    </message>
    <message>
        <source>Values of the second parameter</source>
        <translation>第二个参数的取值</translation>
    </message>
    <message>
        <source>First parameter that varies</source>
        <translation>变化的第一个参数</translation>
    </message>
    <message>
        <source>Second parameter that varies</source>
        <translation>变化的第二个参数</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>Each setting is trained so many times, from different first weights and in another order of the items: how far the runs lie apart says what chance does.</source>
        <translation>每个设置训练这么多次，初始权重和样本顺序各不相同：各次结果相差多远，就是偶然性的影响。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Of each run. Everything else is as in the run in front.</source>
        <translation>每个运行的步数。其余一切与当前运行相同。</translation>
    </message>
</context>
<context>
    <name>contrastlab::SweepPanel</name>
    <message>
        <source>Open the chosen run</source>
        <translation>打开所选的运行</translation>
    </message>
    <message numerus="yes">
        <source>Start %n run(s)</source>
        <translation>
            <numerusform>开始 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The data are opened, and all runs are checked before the first begins…</source>
        <translation>正在打开数据，并在第一个运行开始之前检查所有运行……</translation>
    </message>
    <message>
        <source>This sweep cannot be trained.</source>
        <translation>这次扫描无法训练。</translation>
    </message>
    <message>
        <source>Choose what is to vary and over which values, and press Start.</source>
        <translation>请选择要改变的参数及其取值，然后按“开始”。</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 / %2 个运行</translation>
    </message>
    <message numerus="yes">
        <source>%n diverged</source>
        <translation>
            <numerusform>%n 个发散</numerusform>
        </translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止……</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>约剩 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>约剩 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Click a setting to open its run.</source>
        <translation>点击一个设置，即可打开它的运行。</translation>
    </message>
    <message>
        <source>None of these runs has such a number.</source>
        <translation>这些运行都没有这个数。</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>A sweep did not come to its end: %1, %2 of %3 runs.</source>
        <translation>有一次扫描没有做完：%1，已完成 %2 / %3 个运行。</translation>
    </message>
    <message>
        <source>Many runs at once: which setting does best?</source>
        <translation>同时训练许多运行：哪个设置最好？</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>&lt;p&gt;One or two parameters are varied, every setting is trained, and its colour says what came of it. The picture fills from coarse to fine: its corners first, then what lies between. So one sees early where it is worth looking.&lt;/p&gt;&lt;p&gt;A hatched cell has not been trained yet, a cross says that a run diverged. Zoom in with the wheel: large cells show the training loss over the steps, and where the held-out items lie at the end, each in its own scale.&lt;/p&gt;&lt;p&gt;With several seeds, number and colour are means; how far the runs lie apart says whether a difference between settings is more than chance.&lt;/p&gt;&lt;p&gt;Each cell is a run like any other: click it and open it. The run in front goes first; the sweep takes what it leaves, and all where it is paused.&lt;/p&gt;</source>
        <translation>&lt;p&gt;改变一两个参数，每个设置都训练一次，颜色表示结果。图由粗到细逐渐填满：先是四角，再是其间。这样很早就能看出哪里值得细看。&lt;/p&gt;&lt;p&gt;画斜线的格子还没有训练，叉号表示有运行发散。用滚轮放大：大的格子显示训练损失随步数的变化，以及结束时留出样本的位置，各用自己的比例。&lt;/p&gt;&lt;p&gt;有多个种子时，数字和颜色是平均值；各次运行相差多远，说明设置之间的差别是否超出偶然。&lt;/p&gt;&lt;p&gt;每个格子都是一个普通的运行：点击它就能打开。当前运行优先；扫描使用它剩下的计算能力，它暂停时则用全部。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Gives up the runs at work; those that have ended are kept, and the rest can be trained later</source>
        <translation>放弃正在训练的运行；已结束的会保留，其余的可以以后再训练</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Another sweep: what varies, and over which values</source>
        <translation>另一次扫描：改变什么，取哪些值</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>What is shown of each run</source>
        <translation>显示每个运行的哪一项</translation>
    </message>
    <message>
        <source>Progress of the sweep</source>
        <translation>扫描的进度</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>As any run: its curves, matrix and map, its state at every step</source>
        <translation>与任何运行一样：曲线、矩阵、图，以及每一步的状态</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续这次扫描</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不再继续</translation>
    </message>
    <message>
        <source>Deleted the sweep %1; its folder is in the bin</source>
        <translation>已删除扫描 %1；其文件夹在回收站中</translation>
    </message>
    <message>
        <source>Its runs are being trained.</source>
        <translation>它的运行正在训练。</translation>
    </message>
    <message>
        <source>Its folder is no longer in the bin.</source>
        <translation>它的文件夹已不在回收站中。</translation>
    </message>
    <message>
        <source>The sweep %1 stays where it is: %2</source>
        <translation>扫描 %1 留在原处：%2</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Moves this sweep with its runs into the bin; can be undone</source>
        <translation>把这次扫描连同它的运行移到回收站；可以撤销</translation>
    </message>
</context>
<context>
    <name>contrastlab::Timeline</name>
    <message>
        <source>step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>step %1: the lowest held-out loss</source>
        <translation>第 %1 步：留出损失最低</translation>
    </message>
    <message>
        <source>step %1: still to come</source>
        <translation>第 %1 步：尚未到达</translation>
    </message>
    <message>
        <source>step %1: click or drag to see it; double click to follow the newest; with Shift: mark a span, for its numbers</source>
        <translation>第 %1 步：单击或拖动即可查看；双击跟随最新一步；按住 Shift：标出一段，查看其数值</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
</context>
<context>
    <name>contrastlab::TimelineBar</name>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>End</source>
        <translation>末尾</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Play the recording, from where the views stand or from its beginning; training goes on meanwhile</source>
        <translation>播放记录，从视图所在的步或从头开始；训练照常进行</translation>
    </message>
    <message>
        <source>All views go with the newest step</source>
        <translation>所有视图跟随最新一步</translation>
    </message>
    <message>
        <source>%1 × as fast as it was</source>
        <translation>当时速度的 %1 倍</translation>
    </message>
    <message>
        <source>Play the recording</source>
        <translation>播放记录</translation>
    </message>
</context>
<context>
    <name>contrastlab::TrainAlongSheet</name>
    <message>
        <source>Train along with another value</source>
        <translation>换一个值一同训练</translation>
    </message>
    <message>
        <source>A second run (B) begins at the step of now, with the weights of this run (A) and the same batches from here on. Both go on step by step together, and their pictures stand side by side.</source>
        <translation>第二个运行（B）从当前步开始，使用此运行（A）的权重，此后批次也相同。两者逐步一同训练，图像并排显示。</translation>
    </message>
    <message>
        <source>Which value</source>
        <translation>哪个值</translation>
    </message>
    <message>
        <source>Train both</source>
        <translation>一同训练</translation>
    </message>
</context>
<context>
    <name>contrastlab::TransportBar</name>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>At most so many training steps a second</source>
        <translation>每秒训练步数的上限</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>不限</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)/s</source>
        <translation>
            <numerusform>%n 步/秒</numerusform>
        </translation>
    </message>
    <message>
        <source>All views: step %1 of %2 – follow</source>
        <translation>所有视图：第 %1 步，共 %2 步 – 跟随</translation>
    </message>
</context>
<context>
    <name>contrastlab::UndoOffer</name>
    <message>
        <source>%1 is as before from now on; the steps done meanwhile stay.</source>
        <translation>%1 从现在起恢复原值；期间训练的步保留。</translation>
    </message>
    <message>
        <source>Go back to just before it (step %1)</source>
        <translation>回到更改之前（第 %1 步）</translation>
    </message>
    <message>
        <source>A new run from the very state before the change, with the same batches; this run stays in the list of runs</source>
        <translation>从更改之前的状态开始一次新运行，批次相同；这次运行保留在运行列表中</translation>
    </message>
    <message>
        <source>The value alone</source>
        <translation>只恢复数值</translation>
    </message>
</context>
<context>
    <name>contrastlab::UndoSheet</name>
    <message>
        <source>“%1” is past undoing: %2</source>
        <translation>“%1”已无法撤销：%2</translation>
    </message>
    <message>
        <source>As it was at first</source>
        <translation>最初的样子</translation>
    </message>
    <message>
        <source>%1; here you are</source>
        <translation>%1；现在在这里</translation>
    </message>
    <message>
        <source>%1; undone</source>
        <translation>%1；已撤销</translation>
    </message>
    <message>
        <source>Undone; a click does it again, and all before it</source>
        <translation>已撤销；单击则连同之前的一起重做</translation>
    </message>
    <message>
        <source>Here you are</source>
        <translation>现在在这里</translation>
    </message>
    <message>
        <source>A click undoes all below it</source>
        <translation>单击则撤销它下面的一切</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作历史</translation>
    </message>
    <message>
        <source>Parameters, layout, choices of items and deleted runs, in the order of their change. A click goes to there.</source>
        <translation>参数、布局、样本的选择和已删除的运行，按改动先后排列。单击即到那里。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>contrastlab::ViewMenu</name>
    <message>
        <source>Copy values</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Export data…</source>
        <translation>导出数据…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Export what is in sight…</source>
        <translation>导出可见部分…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
</context>
</TS>

extension HTMLPage {
  /// Draws every chart that the data has and the page has room for; draws it again in other colours
  /// when the reader's setting changes, and in those of paper for printing.
  static let script = """
    'use strict';
    (function () {
      const data = JSON.parse(document.getElementById('data').textContent);
      const root = document.documentElement;
      const charts = [];
      const color = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
      const number = value => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
      const duration = us => {
        const [value, unit] = us >= 1e6 ? [us / 1e6, 's'] : us >= 1e3 ? [us / 1e3, 'ms']
          : us >= 1 || us === 0 ? [us, 'us'] : [us * 1e3, 'ns'];
        return Number(value.toPrecision(4)) + ' ' + unit;
      };
      const percentile = nines => {
        if (nines <= 1) return 'p0';
        const places = Math.max(0, Math.ceil(Math.log10(nines) - 2 - 1e-9));
        return 'p' + Number((100 - 100 / nines).toFixed(places + 1));
      };
      const powerOfTen = value => Math.abs(Math.log10(value) % 1) < 1e-9;
      const bands = {
        id: 'bands',
        beforeDraw(chart) {
          const phases = chart.options.phases;
          if (!phases) return;
          const { ctx, chartArea: area, scales: { x } } = chart;
          ctx.save();
          phases.forEach(phase => {
            const left = Math.max(area.left, x.getPixelForValue(phase.start));
            const right = Math.min(area.right, x.getPixelForValue(phase.end ?? x.max));
            if (right <= left) return;
            if (phase.warm_up) {
              ctx.fillStyle = color('band');
              ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
            }
            if (phases.length > 1) {
              ctx.fillStyle = color('faint');
              ctx.font = '11px sans-serif';
              ctx.fillText(phase.name, left + 3, area.top + 11, right - left - 3);
            }
          });
          ctx.restore();
        },
      };
      const axis = (title, more) => Object.assign({
        title: { display: true, text: title, color: color('faint') },
        ticks: { color: color('faint') },
        grid: { color: color('line'), borderColor: color('line') },
      }, more);
      const durationAxis = () => axis('time (log)', {
        type: 'logarithmic',
        ticks: { color: color('faint'), callback: v => powerOfTen(v) ? duration(v) : '' },
      });
      const line = (label, c, points) => ({
        label, data: points, borderColor: color(c), backgroundColor: color(c), borderWidth: 1.5,
        pointRadius: points.length > 60 ? 0 : 2, pointHitRadius: 6, tension: 0,
      });
      const options = (scales, format, more) => Object.assign({
        animation: false, responsive: true, maintainAspectRatio: false, normalized: true,
        interaction: { mode: 'nearest', axis: 'x', intersect: false }, scales,
        plugins: {
          legend: { display: !(more && more.noLegend), labels: { color: color('ink'), boxWidth: 12, boxHeight: 12 } },
          tooltip: { callbacks: { label: item => item.dataset.label + ': ' + format(item) } },
        },
      }, more);
      const overTime = (series, scale) =>
        data.timeline.start.map((x, i) => ({ x, y: series[i] * (scale || 1) }));
      const positive = points => points.filter(point => point.y > 0);
      const bar = (format, chart) => ({
        type: 'bar',
        data: {
          labels: chart.labels,
          datasets: [{ label: chart.title, data: chart.values, maxBarThickness: 26,
            backgroundColor: chart.values.map((_, i) => color((chart.colors || [])[i] || 'c1')) }],
        },
        options: options(
          { x: axis(chart.title, { beginAtZero: true, max: chart.max }), y: axis('', {}) },
          item => format(item.parsed.x), { indexAxis: 'y', noLegend: true,
            interaction: { mode: 'nearest', axis: 'y', intersect: false } }),
      });
      const kinds = {
        rate() {
          const per = 1 / data.timeline.seconds;
          return {
            type: 'line',
            data: { datasets: data.timeline.rates.map(rate =>
              line(rate.name, rate.color, overTime(rate.values, per))) },
            options: options(
              { x: axis('seconds of the run', { type: 'linear', min: 0 }),
                y: axis('slots per second', { beginAtZero: true }) },
              item => number(item.parsed.y) + '/s', { phases: data.phases }),
          };
        },
        latency() {
          return {
            type: 'line',
            data: { datasets: data.timeline.latencies.map(latency =>
              line(latency.name, latency.color, positive(overTime(latency.values)))) },
            options: options(
              { x: axis('seconds of the run', { type: 'linear', min: 0 }), y: durationAxis() },
              item => duration(item.parsed.y), { phases: data.phases }),
          };
        },
        percentiles() {
          return {
            type: 'line',
            data: { datasets: data.percentiles.map(series =>
              line(series.name, series.color, positive(series.points.map(([x, y]) => ({ x, y }))))) },
            options: options({
              x: axis('percentile', { type: 'logarithmic', min: 1, ticks: {
                color: color('faint'), callback: v => powerOfTen(v) || v === 2 ? percentile(v) : '',
              } }),
              y: durationAxis(),
            }, item => percentile(item.parsed.x) + ' ' + duration(item.parsed.y)),
          };
        },
        histogram() {
          return {
            type: 'bar',
            data: { labels: data.histogram.labels.map(duration),
              datasets: data.histogram.series.map(series => ({
                label: series.name, data: series.counts, backgroundColor: color(series.color),
                categoryPercentage: 1, barPercentage: 0.95,
              })) },
            options: options({ x: axis('up to', {}), y: axis('slots', { beginAtZero: true }) },
              item => number(item.parsed.y)),
          };
        },
        states: () => bar(number, data.states),
        failures: () => bar(number, data.failures),
        assets: () => bar(value => number(value) + ' %', data.assets),
        accounts: () => bar(value => number(value) + ' %', data.accounts),
      };
      const draw = () => {
        charts.splice(0).forEach(chart => chart.destroy());
        Object.keys(kinds).forEach(id => {
          const canvas = document.getElementById(id);
          if (canvas) charts.push(new Chart(canvas, Object.assign(kinds[id](), { plugins: [bands] })));
        });
      };
      draw();
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
      addEventListener('beforeprint', () => { root.classList.add('paper'); draw(); });
      addEventListener('afterprint', () => { root.classList.remove('paper'); draw(); });
      root.dataset.charts = charts.length;
    })();
    """
}

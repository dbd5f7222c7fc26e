(function () {
  "use strict";
  var opened = [];
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var group = target && target.closest("details");
    if (group) { group.open = true; target.scrollIntoView(); }
  }
  addEventListener("beforeprint", function () {
    opened = Array.prototype.filter.call(document.querySelectorAll("details"), function (each) { return !each.open; });
    opened.forEach(function (each) { each.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (each) { each.open = false; });
  });
  addEventListener("hashchange", reveal);
  reveal();
})();
